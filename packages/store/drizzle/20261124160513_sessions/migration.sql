CREATE TABLE "sessions" (
	"sha256" bytea PRIMARY KEY,
	"login" text,
	"token_id" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "sessions_seen_at_index" ON "sessions" ("seen_at");--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_login_users_login_fkey" FOREIGN KEY ("login") REFERENCES "users"("login");--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_token_id_tokens_id_fkey" FOREIGN KEY ("token_id") REFERENCES "tokens"("id");