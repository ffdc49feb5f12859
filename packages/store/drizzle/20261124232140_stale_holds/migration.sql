ALTER TABLE "holds" ADD COLUMN "judge_again_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "holds_judge_again_at_index" ON "holds" ("judge_again_at") WHERE decided_at is null and judge_again_at is not null;
--> statement-breakpoint
-- Octets come zstd-compressed, and their beginning is read without the rest.
ALTER TABLE "turn_bodies" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;
