-- The rest of the record that is never changed once written (promise 8): what was judged, tried, and taken in.
CREATE TRIGGER "bodies_append_only" BEFORE UPDATE OR DELETE ON "bodies" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "judgements_append_only" BEFORE UPDATE OR DELETE ON "judgements" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "findings_append_only" BEFORE UPDATE OR DELETE ON "findings" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "attempts_append_only" BEFORE UPDATE OR DELETE ON "attempts" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
-- A hold changes once, when it is decided.
CREATE TRIGGER "holds_append_only" BEFORE UPDATE ON "holds" FOR EACH ROW WHEN (OLD.decided_at IS NOT NULL) EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "holds_no_delete" BEFORE DELETE ON "holds" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "bodies_keep" BEFORE TRUNCATE ON "bodies" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "judgements_keep" BEFORE TRUNCATE ON "judgements" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "findings_keep" BEFORE TRUNCATE ON "findings" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "attempts_keep" BEFORE TRUNCATE ON "attempts" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "holds_keep" BEFORE TRUNCATE ON "holds" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
ALTER TABLE "bodies" ENABLE ALWAYS TRIGGER "bodies_append_only";
--> statement-breakpoint
ALTER TABLE "bodies" ENABLE ALWAYS TRIGGER "bodies_keep";
--> statement-breakpoint
ALTER TABLE "judgements" ENABLE ALWAYS TRIGGER "judgements_append_only";
--> statement-breakpoint
ALTER TABLE "judgements" ENABLE ALWAYS TRIGGER "judgements_keep";
--> statement-breakpoint
ALTER TABLE "findings" ENABLE ALWAYS TRIGGER "findings_append_only";
--> statement-breakpoint
ALTER TABLE "findings" ENABLE ALWAYS TRIGGER "findings_keep";
--> statement-breakpoint
ALTER TABLE "attempts" ENABLE ALWAYS TRIGGER "attempts_append_only";
--> statement-breakpoint
ALTER TABLE "attempts" ENABLE ALWAYS TRIGGER "attempts_keep";
--> statement-breakpoint
ALTER TABLE "holds" ENABLE ALWAYS TRIGGER "holds_append_only";
--> statement-breakpoint
ALTER TABLE "holds" ENABLE ALWAYS TRIGGER "holds_keep";
--> statement-breakpoint
ALTER TABLE "holds" ENABLE ALWAYS TRIGGER "holds_no_delete";
