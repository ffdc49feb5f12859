-- Bodies come zstd-compressed; PostgreSQL's own compression would only cost time.
ALTER TABLE "bodies" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;
--> statement-breakpoint
-- The record is append-only (promise 8). ENABLE ALWAYS: session_replication_role does not get round it.
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the table % is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
--> statement-breakpoint
CREATE TRIGGER "events_append_only" BEFORE UPDATE OR DELETE ON "events" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "events_keep" BEFORE TRUNCATE ON "events" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
ALTER TABLE "events" ENABLE ALWAYS TRIGGER "events_append_only";
--> statement-breakpoint
ALTER TABLE "events" ENABLE ALWAYS TRIGGER "events_keep";
