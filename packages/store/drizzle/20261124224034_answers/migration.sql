CREATE TABLE "answers" (
	"turn_id" text PRIMARY KEY,
	"conversation_id" text NOT NULL,
	"agent" text,
	"team" text,
	"asked_at" timestamp with time zone NOT NULL,
	"answered_at" timestamp with time zone NOT NULL,
	"hour" integer NOT NULL,
	"clock_ms" bigint NOT NULL,
	"open_ms" bigint NOT NULL,
	"is_late" boolean NOT NULL
);
--> statement-breakpoint
CREATE INDEX "answers_answered_at_index" ON "answers" ("answered_at");--> statement-breakpoint
CREATE INDEX "answers_conversation_id_index" ON "answers" ("conversation_id");--> statement-breakpoint
CREATE INDEX "conversations_at_risk_index" ON "conversations" ("last_at") WHERE at_risk and merged_into is null;