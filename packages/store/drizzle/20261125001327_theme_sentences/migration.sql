ALTER TABLE "theme_members" ADD COLUMN "kind" text DEFAULT 'problem' NOT NULL;--> statement-breakpoint
ALTER TABLE "theme_members" ADD COLUMN "vectors_by" text DEFAULT 'words' NOT NULL;--> statement-breakpoint
ALTER TABLE "theme_members" ADD COLUMN "vector" bytea;--> statement-breakpoint
ALTER TABLE "theme_members" ADD COLUMN "gathered_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "themes" ADD COLUMN "vectors_by" text DEFAULT 'words' NOT NULL;--> statement-breakpoint
ALTER TABLE "theme_members" ALTER COLUMN "theme_id" DROP NOT NULL;--> statement-breakpoint
CREATE INDEX "theme_members_at_index" ON "theme_members" ("at");--> statement-breakpoint
CREATE INDEX "theme_members_waiting_index" ON "theme_members" ("id") WHERE gathered_at is null;--> statement-breakpoint
CREATE INDEX "theme_members_loose_index" ON "theme_members" ("kind","vectors_by","id") WHERE theme_id is null and vector is not null and gathered_at is not null;--> statement-breakpoint
-- What a sentence is about goes with its words.
CREATE FUNCTION "forget_vector"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.vector := NULL;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER "theme_members_forget_vector" BEFORE INSERT OR UPDATE ON "theme_members"
  FOR EACH ROW WHEN (NEW.text IS NULL) EXECUTE FUNCTION "forget_vector"();
