CREATE TABLE "attempts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "attempts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"delivery_id" text NOT NULL,
	"message_id" text NOT NULL,
	"number" integer NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone NOT NULL,
	"host" text,
	"tls" text,
	"results" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "bodies" (
	"message_id" text PRIMARY KEY,
	"bytes" bytea NOT NULL
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"id" text PRIMARY KEY,
	"message_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"run_at" timestamp with time zone DEFAULT now() NOT NULL,
	"lease_token" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"delay_notices" integer DEFAULT 0 NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"kind" text NOT NULL,
	"message_id" text,
	"actor" text NOT NULL,
	"data" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "findings" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "findings_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"judgement_id" text NOT NULL,
	"message_id" text NOT NULL,
	"check_id" text NOT NULL,
	"group_name" text NOT NULL,
	"points" double precision NOT NULL,
	"confidence" double precision NOT NULL,
	"shadow" boolean NOT NULL,
	"excerpt" text
);
--> statement-breakpoint
CREATE TABLE "holds" (
	"message_id" text PRIMARY KEY,
	"reason" text NOT NULL,
	"held_at" timestamp with time zone DEFAULT now() NOT NULL,
	"decided_at" timestamp with time zone,
	"decision" text,
	"decided_by" text,
	"note" text,
	"idempotency_key" text
);
--> statement-breakpoint
CREATE TABLE "judgements" (
	"id" text PRIMARY KEY,
	"message_id" text NOT NULL,
	"judged_at" timestamp with time zone DEFAULT now() NOT NULL,
	"verdict" text NOT NULL,
	"score" double precision NOT NULL,
	"policy" text NOT NULL,
	"engine" text NOT NULL,
	"judgement" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"id" text PRIMARY KEY,
	"origin" text NOT NULL,
	"about_id" text,
	"state" text NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"login" text,
	"client_address" text,
	"client_name" text,
	"protocol" text,
	"envelope_from" text NOT NULL,
	"body" text,
	"smtp_utf8" boolean DEFAULT false NOT NULL,
	"require_tls" boolean DEFAULT false NOT NULL,
	"ret" text,
	"envid" text,
	"size_bytes" integer NOT NULL,
	"sha256" bytea NOT NULL,
	"route_domain" text NOT NULL,
	"trace" text NOT NULL,
	"header_message_id" text,
	"header_subject" text,
	"header_from" text,
	"normalised" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "recent_submissions" (
	"key" bytea PRIMARY KEY,
	"message_id" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "recipients" (
	"message_id" text,
	"position" integer,
	"address" text NOT NULL,
	"notify" text,
	"orcpt" text,
	"state" text DEFAULT 'waiting' NOT NULL,
	"last_reply" text,
	"settled_at" timestamp with time zone,
	CONSTRAINT "recipients_pkey" PRIMARY KEY("message_id","position")
);
--> statement-breakpoint
CREATE TABLE "tokens" (
	"id" text PRIMARY KEY,
	"name" text NOT NULL,
	"sha256" bytea NOT NULL,
	"roles" text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "unjudged" (
	"message_id" text PRIMARY KEY,
	"run_at" timestamp with time zone DEFAULT now() NOT NULL,
	"lease_token" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"hold_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"login" text PRIMARY KEY,
	"name" text NOT NULL,
	"password_hash" text NOT NULL,
	"senders" text[] NOT NULL,
	"roles" text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"disabled_at" timestamp with time zone
);
--> statement-breakpoint
CREATE INDEX "attempts_message_id_index" ON "attempts" ("message_id");--> statement-breakpoint
CREATE INDEX "deliveries_run_at_index" ON "deliveries" ("run_at") WHERE finished_at is null;--> statement-breakpoint
CREATE INDEX "deliveries_message_id_index" ON "deliveries" ("message_id");--> statement-breakpoint
CREATE INDEX "events_message_id_id_index" ON "events" ("message_id","id");--> statement-breakpoint
CREATE INDEX "findings_message_id_index" ON "findings" ("message_id");--> statement-breakpoint
CREATE INDEX "findings_check_id_id_index" ON "findings" ("check_id","id");--> statement-breakpoint
CREATE INDEX "holds_held_at_index" ON "holds" ("held_at") WHERE decided_at is null;--> statement-breakpoint
CREATE INDEX "judgements_message_id_index" ON "judgements" ("message_id");--> statement-breakpoint
CREATE INDEX "messages_received_at_index" ON "messages" ("received_at");--> statement-breakpoint
CREATE INDEX "messages_about_id_index" ON "messages" ("about_id") WHERE about_id is not null;--> statement-breakpoint
CREATE INDEX "messages_header_message_id_index" ON "messages" ("header_message_id") WHERE header_message_id is not null;--> statement-breakpoint
CREATE INDEX "messages_state_received_at_index" ON "messages" ("state","received_at") WHERE state in ('unjudged', 'forwarding', 'held');--> statement-breakpoint
CREATE INDEX "recent_submissions_at_index" ON "recent_submissions" ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "tokens_sha256_index" ON "tokens" ("sha256");--> statement-breakpoint
CREATE INDEX "unjudged_run_at_index" ON "unjudged" ("run_at");--> statement-breakpoint
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_delivery_id_deliveries_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "deliveries"("id");--> statement-breakpoint
ALTER TABLE "bodies" ADD CONSTRAINT "bodies_message_id_messages_id_fkey" FOREIGN KEY ("message_id") REFERENCES "messages"("id");--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_message_id_messages_id_fkey" FOREIGN KEY ("message_id") REFERENCES "messages"("id");--> statement-breakpoint
ALTER TABLE "findings" ADD CONSTRAINT "findings_judgement_id_judgements_id_fkey" FOREIGN KEY ("judgement_id") REFERENCES "judgements"("id");--> statement-breakpoint
ALTER TABLE "holds" ADD CONSTRAINT "holds_message_id_messages_id_fkey" FOREIGN KEY ("message_id") REFERENCES "messages"("id");--> statement-breakpoint
ALTER TABLE "judgements" ADD CONSTRAINT "judgements_message_id_messages_id_fkey" FOREIGN KEY ("message_id") REFERENCES "messages"("id");--> statement-breakpoint
ALTER TABLE "recipients" ADD CONSTRAINT "recipients_message_id_messages_id_fkey" FOREIGN KEY ("message_id") REFERENCES "messages"("id");--> statement-breakpoint
ALTER TABLE "unjudged" ADD CONSTRAINT "unjudged_message_id_messages_id_fkey" FOREIGN KEY ("message_id") REFERENCES "messages"("id");