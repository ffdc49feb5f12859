CREATE TABLE "conversations" (
	"id" text PRIMARY KEY,
	"customer_address" text,
	"customer_name" text,
	"subject_key" text NOT NULL,
	"subject" text,
	"tickets" text[] NOT NULL,
	"first_at" timestamp with time zone NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	"turn_count" integer NOT NULL,
	"waits_on" text,
	"waiting_since" timestamp with time zone,
	"answer_due_at" timestamp with time zone,
	"open_points" integer NOT NULL,
	"mood" text,
	"at_risk" boolean DEFAULT false NOT NULL,
	"because" text[] NOT NULL,
	"agents" text[] NOT NULL,
	"team" text,
	"merged_into" text,
	"erased_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "facts" (
	"id" text PRIMARY KEY,
	"topic" text NOT NULL,
	"statement" text,
	"value" text NOT NULL,
	"valid_from" text,
	"valid_until" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" text NOT NULL,
	"retired_at" timestamp with time zone,
	"retired_by" text,
	"replaces" text
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"key" bytea PRIMARY KEY,
	"path" text NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	"progress" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "points" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "points_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"conversation_id" text NOT NULL,
	"turn_id" text NOT NULL,
	"kind" text NOT NULL,
	"text" text,
	"state" text NOT NULL,
	"settled_turn_id" text,
	"settled_at" timestamp with time zone,
	"settled_by" text
);
--> statement-breakpoint
CREATE TABLE "promises" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "promises_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"conversation_id" text NOT NULL,
	"turn_id" text NOT NULL,
	"agent" text,
	"text" text,
	"time_words" text,
	"made_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"settled_turn_id" text,
	"settled_at" timestamp with time zone,
	"settled_by" text
);
--> statement-breakpoint
CREATE TABLE "sketches" (
	"turn_id" text PRIMARY KEY,
	"customer_address" text,
	"sent_at" timestamp with time zone NOT NULL,
	"bands" integer[] NOT NULL,
	"signature" bytea NOT NULL
);
--> statement-breakpoint
CREATE TABLE "theme_members" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "theme_members_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"theme_id" text NOT NULL,
	"turn_id" text NOT NULL,
	"text" text,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "themes" (
	"id" text PRIMARY KEY,
	"kind" text NOT NULL,
	"words" text[] NOT NULL,
	"name" text,
	"centroid" bytea NOT NULL,
	"member_count" integer NOT NULL,
	"first_seen" timestamp with time zone NOT NULL,
	"last_seen" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "turn_bodies" (
	"turn_id" text PRIMARY KEY,
	"bytes" bytea NOT NULL
);
--> statement-breakpoint
CREATE TABLE "turn_links" (
	"turn_id" text,
	"header_message_id" text,
	CONSTRAINT "turn_links_pkey" PRIMARY KEY("turn_id","header_message_id")
);
--> statement-breakpoint
CREATE TABLE "turns" (
	"id" text PRIMARY KEY,
	"conversation_id" text,
	"by" text,
	"source" text NOT NULL,
	"message_id" text,
	"identity" bytea NOT NULL,
	"header_message_id" text,
	"author_address" text,
	"author_name" text,
	"recipients" text[] NOT NULL,
	"subject" text,
	"written_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"zone" integer DEFAULT 0 NOT NULL,
	"automatic" text,
	"text" text,
	"language" text,
	"mood" text,
	"at_risk" boolean DEFAULT false NOT NULL,
	"because" text[] NOT NULL,
	"read_at" timestamp with time zone,
	"run_at" timestamp with time zone DEFAULT now() NOT NULL,
	"lease_token" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"erased_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "holds" ADD COLUMN "stale_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "holds" ADD COLUMN "stale_why" text;--> statement-breakpoint
CREATE INDEX "conversations_answer_due_at_index" ON "conversations" ("answer_due_at") WHERE waits_on = 'us' and merged_into is null;--> statement-breakpoint
CREATE INDEX "conversations_waits_on_waiting_since_index" ON "conversations" ("waits_on","waiting_since") WHERE merged_into is null;--> statement-breakpoint
CREATE INDEX "conversations_customer_address_subject_key_last_at_index" ON "conversations" ("customer_address","subject_key","last_at");--> statement-breakpoint
CREATE INDEX "conversations_last_at_index" ON "conversations" ("last_at");--> statement-breakpoint
CREATE INDEX "conversations_tickets_index" ON "conversations" USING gin ("tickets");--> statement-breakpoint
CREATE INDEX "facts_created_at_index" ON "facts" ("created_at");--> statement-breakpoint
CREATE INDEX "points_conversation_id_state_index" ON "points" ("conversation_id","state");--> statement-breakpoint
CREATE INDEX "points_turn_id_index" ON "points" ("turn_id");--> statement-breakpoint
CREATE INDEX "promises_due_at_index" ON "promises" ("due_at") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "promises_conversation_id_index" ON "promises" ("conversation_id");--> statement-breakpoint
CREATE INDEX "promises_agent_made_at_index" ON "promises" ("agent","made_at");--> statement-breakpoint
CREATE INDEX "sketches_bands_index" ON "sketches" USING gin ("bands");--> statement-breakpoint
CREATE INDEX "theme_members_theme_id_at_index" ON "theme_members" ("theme_id","at");--> statement-breakpoint
CREATE INDEX "theme_members_turn_id_index" ON "theme_members" ("turn_id");--> statement-breakpoint
CREATE INDEX "turn_links_header_message_id_index" ON "turn_links" ("header_message_id");--> statement-breakpoint
CREATE UNIQUE INDEX "turns_identity_index" ON "turns" ("identity");--> statement-breakpoint
CREATE INDEX "turns_header_message_id_index" ON "turns" ("header_message_id") WHERE header_message_id is not null;--> statement-breakpoint
CREATE INDEX "turns_conversation_id_written_at_index" ON "turns" ("conversation_id","written_at");--> statement-breakpoint
CREATE INDEX "turns_run_at_index" ON "turns" ("run_at") WHERE read_at is null;--> statement-breakpoint
CREATE INDEX "turns_author_address_written_at_index" ON "turns" ("author_address","written_at");--> statement-breakpoint
CREATE INDEX "turns_message_id_index" ON "turns" ("message_id") WHERE message_id is not null;--> statement-breakpoint
ALTER TABLE "points" ADD CONSTRAINT "points_conversation_id_conversations_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id");--> statement-breakpoint
ALTER TABLE "points" ADD CONSTRAINT "points_turn_id_turns_id_fkey" FOREIGN KEY ("turn_id") REFERENCES "turns"("id");--> statement-breakpoint
ALTER TABLE "promises" ADD CONSTRAINT "promises_conversation_id_conversations_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id");--> statement-breakpoint
ALTER TABLE "promises" ADD CONSTRAINT "promises_turn_id_turns_id_fkey" FOREIGN KEY ("turn_id") REFERENCES "turns"("id");--> statement-breakpoint
ALTER TABLE "sketches" ADD CONSTRAINT "sketches_turn_id_turns_id_fkey" FOREIGN KEY ("turn_id") REFERENCES "turns"("id");--> statement-breakpoint
ALTER TABLE "theme_members" ADD CONSTRAINT "theme_members_theme_id_themes_id_fkey" FOREIGN KEY ("theme_id") REFERENCES "themes"("id");--> statement-breakpoint
ALTER TABLE "theme_members" ADD CONSTRAINT "theme_members_turn_id_turns_id_fkey" FOREIGN KEY ("turn_id") REFERENCES "turns"("id");--> statement-breakpoint
ALTER TABLE "turn_bodies" ADD CONSTRAINT "turn_bodies_turn_id_turns_id_fkey" FOREIGN KEY ("turn_id") REFERENCES "turns"("id");--> statement-breakpoint
ALTER TABLE "turn_links" ADD CONSTRAINT "turn_links_turn_id_turns_id_fkey" FOREIGN KEY ("turn_id") REFERENCES "turns"("id");--> statement-breakpoint
ALTER TABLE "turns" ADD CONSTRAINT "turns_conversation_id_conversations_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id");--> statement-breakpoint
ALTER TABLE "turns" ADD CONSTRAINT "turns_message_id_messages_id_fkey" FOREIGN KEY ("message_id") REFERENCES "messages"("id");