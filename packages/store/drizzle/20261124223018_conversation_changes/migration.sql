CREATE TABLE "conversation_changes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "conversation_changes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"conversation_id" text,
	"message_id" text
);
--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "split_from" text;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "closed_by" text;--> statement-breakpoint
ALTER TABLE "holds" ADD COLUMN "stale_judged_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "turns" ADD COLUMN "customer_address" text;--> statement-breakpoint
ALTER TABLE "turns" ADD COLUMN "team" text;--> statement-breakpoint
ALTER TABLE "turns" ADD COLUMN "target" jsonb;