-- Erasing a customer's words at the customer's wish. The record refuses every change (promise 8) but this one: the words
-- of messages named by a row of "erasures" that the same transaction wrote. Only "erase_customer" writes such rows; it
-- belongs to the owner of the tables, so a role that owns nothing can erase as this function does it, and nothing else.
CREATE FUNCTION "owner_only"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'MEMBER') THEN
    RAISE EXCEPTION 'the table % is written by erase_customer alone', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER "erasures_owner_only" BEFORE INSERT ON "erasures" FOR EACH ROW EXECUTE FUNCTION "owner_only"();
--> statement-breakpoint
ALTER TABLE "erasures" ENABLE ALWAYS TRIGGER "erasures_owner_only";
--> statement-breakpoint
CREATE TRIGGER "erasures_append_only" BEFORE UPDATE OR DELETE ON "erasures" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
ALTER TABLE "erasures" ENABLE ALWAYS TRIGGER "erasures_append_only";
--> statement-breakpoint
CREATE TRIGGER "erasures_keep" BEFORE TRUNCATE ON "erasures" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
ALTER TABLE "erasures" ENABLE ALWAYS TRIGGER "erasures_keep";
--> statement-breakpoint
-- What may change of each table while words are erased. Everything else of a row must stay as it is.
CREATE OR REPLACE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  words text[] := CASE TG_TABLE_NAME WHEN 'judgements' THEN '{judgement}' WHEN 'findings' THEN '{excerpt}'
    WHEN 'attempts' THEN '{results}' WHEN 'holds' THEN '{note}' WHEN 'events' THEN '{data}' ELSE '{}' END;
BEGIN
  IF TG_LEVEL = 'ROW' AND TG_TABLE_NAME <> 'erasures' THEN
    IF EXISTS (SELECT FROM public.erasures e
        WHERE e.transaction = pg_current_xact_id()::text AND OLD.message_id = ANY (e.message_ids)) THEN
      IF TG_OP = 'DELETE' AND TG_TABLE_NAME = 'bodies' THEN RETURN OLD; END IF;
      IF TG_OP = 'UPDATE' AND words <> '{}' AND to_jsonb(OLD) - words = to_jsonb(NEW) - words THEN RETURN NEW; END IF;
    END IF;
  END IF;
  RAISE EXCEPTION 'the table % is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
--> statement-breakpoint
-- True where a text names the address, not one that only ends or begins like it.
CREATE FUNCTION "names_address"(said text, customer text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT said IS NOT NULL AND position(customer IN lower(said)) > 0
    AND lower(said) ~ ('(^|[^a-z0-9._+-])' || regexp_replace(customer, '([^[:alnum:]@_-])', '\\\1', 'g') || '($|[^a-z0-9-])')
$$;
--> statement-breakpoint
-- Everything that holds words of a customer or speaks of them: conversations they took part in, each mail of those,
-- mails elsewhere that name the address, the messages these are, and our notices about them.
CREATE FUNCTION "erasure_scope"(customer text)
RETURNS TABLE (conversation_ids text[], turn_ids text[], message_ids text[]) LANGUAGE plpgsql STABLE AS $$
DECLARE
  seeds text[];
BEGIN
  SELECT coalesce(array_agg(DISTINCT m.id), '{}') INTO seeds FROM messages m
    WHERE EXISTS (SELECT FROM recipients r WHERE r.message_id = m.id AND lower(r.address) = customer) AND m.origin = 'submission';
  WITH RECURSIVE found AS (
    SELECT c.id FROM conversations c WHERE c.customer_address = customer
    UNION
    SELECT t.conversation_id FROM turns t WHERE t.conversation_id IS NOT NULL AND (t.customer_address = customer
      OR t.author_address = customer OR customer = ANY (t.recipients) OR t.message_id = ANY (seeds))
    UNION
    SELECT c.id FROM conversations c JOIN found f ON c.merged_into = f.id
  ) SELECT coalesce(array_agg(f.id), '{}') INTO conversation_ids FROM found f;
  SELECT coalesce(array_agg(t.id), '{}') INTO turn_ids FROM turns t
    WHERE t.conversation_id = ANY (conversation_ids) OR t.customer_address = customer OR t.author_address = customer
      OR customer = ANY (t.recipients) OR t.message_id = ANY (seeds)
      OR names_address(t.text, customer) OR names_address(t.subject, customer);
  WITH submitted AS (
    SELECT unnest(seeds) AS id UNION SELECT t.message_id FROM turns t WHERE t.id = ANY (turn_ids) AND t.message_id IS NOT NULL
  ) SELECT coalesce(array_agg(m.id), '{}') INTO message_ids FROM messages m
    WHERE m.id IN (SELECT id FROM submitted) OR m.about_id IN (SELECT id FROM submitted);
  RETURN NEXT;
END $$;
--> statement-breakpoint
-- A judgement without words: what was found, how heavy it was and where it stood stays, and so the verdict can be
-- followed. A list of what stays, not of what goes: what later versions add goes, too.
CREATE FUNCTION "judgement_without_words"(judgement jsonb) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT (SELECT coalesce(jsonb_object_agg(e.key, e.value), '{}') FROM jsonb_each(judgement) e WHERE e.key IN
      ('verdict', 'score', 'groups', 'thresholds', 'language', 'exempt', 'shadow', 'shadowVerdict', 'model', 'policy',
       'engine', 'tookMs', 'conversation', 'facts'))
    || jsonb_build_object(
      'findings', (SELECT coalesce(jsonb_agg((f.value - ARRAY['excerpt', 'message', 'suggestion'])
        || '{"excerpt": null, "message": "Erased.", "suggestion": "Nothing is left to do."}'::jsonb ORDER BY f.ordinality), '[]')
        FROM jsonb_array_elements(judgement -> 'findings') WITH ORDINALITY f),
      'questions', (SELECT coalesce(jsonb_agg((q.value - ARRAY['text', 'answer'])
        || '{"text": "", "answer": null}'::jsonb ORDER BY q.ordinality), '[]')
        FROM jsonb_array_elements(judgement -> 'questions') WITH ORDINALITY q),
      'customer', CASE jsonb_typeof(judgement -> 'customer') WHEN 'object'
        THEN (judgement -> 'customer') || '{"because": []}'::jsonb ELSE 'null'::jsonb END,
      'abstained', (SELECT coalesce(jsonb_agg(jsonb_build_object('check', a.value -> 'check', 'why', 'erased') ORDER BY a.ordinality), '[]')
        FROM jsonb_array_elements(judgement -> 'abstained') WITH ORDINALITY a),
      'unread', (SELECT coalesce(jsonb_agg('erased'::text), '[]') FROM jsonb_array_elements(judgement -> 'unread')))
$$;
--> statement-breakpoint
-- What an event tells without words: numbers, and texts of ours under names that never hold content.
CREATE FUNCTION "event_without_words"(data jsonb) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce(jsonb_object_agg(e.key, e.value), '{}') FROM jsonb_each(data) e
  WHERE jsonb_typeof(e.value) IN ('number', 'boolean', 'null') OR e.key IN ('sha256', 'verdict', 'policy', 'engine',
    'exempt', 'checks', 'reason', 'by', 'what', 'delivery', 'host', 'origin', 'about', 'erasure')
$$;
--> statement-breakpoint
-- Erases the words, names and address of a customer and says how much. Counts, times, states, verdicts and the SHA-256
-- of each message stay, and an event for each message and one for all say that it was done, by whom. The pseudonym
-- stands for the address from now on; it is drawn by chance, so that nothing leads back.
CREATE FUNCTION "erase_customer"(address text, actor text, pseudonym text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  customer text := lower(address);
  -- Of our own making, or words could be written where they are to go.
  stand_in text := pseudonym;
  scope record;
  waiting text[];
  counts jsonb;
  number bigint;
BEGIN
  IF stand_in !~ '^erased-[0-9a-z]{26}@erased\.invalid$' THEN
    RAISE EXCEPTION 'no pseudonym: %', stand_in USING ERRCODE = 'invalid_parameter_value';
  END IF;
  IF position('@' IN customer) < 2 THEN
    RAISE EXCEPTION 'no address' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  IF is_ours(customer) THEN
    RAISE EXCEPTION 'the address is one of ours' USING ERRCODE = 'PG001';
  END IF;
  -- One at a time: two that share a conversation would each wait for rows of the other.
  PERFORM pg_advisory_xact_lock(7072744);
  SELECT * INTO scope FROM erasure_scope(customer);
  -- In the order in which mails are read and conversations worked out.
  PERFORM FROM turns t WHERE t.id = ANY (scope.turn_ids) ORDER BY t.id FOR UPDATE;
  PERFORM FROM conversations c WHERE c.id = ANY (scope.conversation_ids) ORDER BY c.id FOR UPDATE;
  PERFORM FROM messages m WHERE m.id = ANY (scope.message_ids) ORDER BY m.id FOR UPDATE;
  SELECT array_agg(m.id ORDER BY m.id) INTO waiting FROM messages m
    WHERE m.id = ANY (scope.message_ids) AND m.state IN ('unjudged', 'held', 'forwarding');
  IF waiting IS NOT NULL THEN
    RAISE EXCEPTION 'mails are under way' USING ERRCODE = 'PG002', DETAIL = array_to_string(waiting, ' ');
  END IF;
  INSERT INTO erasures (pseudonym, transaction, message_ids)
    VALUES (stand_in, pg_current_xact_id()::text, scope.message_ids);

  DELETE FROM bodies WHERE message_id = ANY (scope.message_ids);
  GET DIAGNOSTICS number = ROW_COUNT;
  counts := jsonb_build_object('messages', number, 'conversations', cardinality(scope.conversation_ids),
    'turns', cardinality(scope.turn_ids));
  UPDATE messages SET header_subject = NULL, header_message_id = NULL, envid = NULL, trace = ''
    WHERE id = ANY (scope.message_ids);
  UPDATE recipients r SET orcpt = NULL, last_reply = NULL,
      address = CASE WHEN lower(r.address) = customer THEN stand_in ELSE r.address END
    WHERE message_id = ANY (scope.message_ids);
  UPDATE attempts a SET results = (SELECT coalesce(jsonb_agg(x.value || jsonb_build_object('reply', '',
      'address', CASE WHEN lower(x.value ->> 'address') = customer THEN stand_in ELSE x.value ->> 'address' END)
      ORDER BY x.ordinality), '[]') FROM jsonb_array_elements(a.results) WITH ORDINALITY x)
    WHERE message_id = ANY (scope.message_ids);
  UPDATE judgements SET judgement = judgement_without_words(judgement) WHERE message_id = ANY (scope.message_ids);
  GET DIAGNOSTICS number = ROW_COUNT;
  counts := counts || jsonb_build_object('judgements', number);
  UPDATE findings SET excerpt = NULL WHERE message_id = ANY (scope.message_ids) AND excerpt IS NOT NULL;
  UPDATE holds SET note = NULL WHERE message_id = ANY (scope.message_ids) AND note IS NOT NULL;
  UPDATE events SET data = event_without_words(data)
    WHERE message_id = ANY (scope.message_ids) AND data <> event_without_words(data);

  DELETE FROM turn_bodies WHERE turn_id = ANY (scope.turn_ids);
  GET DIAGNOSTICS number = ROW_COUNT;
  counts := counts || jsonb_build_object('copies', number);
  DELETE FROM turn_links WHERE turn_id = ANY (scope.turn_ids);
  DELETE FROM sketches WHERE turn_id = ANY (scope.turn_ids);
  UPDATE turns t SET text = NULL, subject = NULL, header_message_id = NULL, because = '{}',
      author_name = CASE WHEN t.by = 'us' THEN t.author_name END,
      author_address = CASE WHEN t.author_address = customer THEN stand_in ELSE t.author_address END,
      recipients = array_replace(t.recipients, customer, stand_in),
      customer_address = CASE WHEN t.customer_address = customer THEN stand_in ELSE t.customer_address END,
      by = coalesce(t.by, CASE WHEN t.message_id IS NULL THEN 'customer' ELSE 'us' END),
      read_at = coalesce(t.read_at, now()), lease_token = NULL, erased_at = now()
    WHERE id = ANY (scope.turn_ids);
  -- Nobody can answer or keep any more what is open; it would stand on lists for ever.
  UPDATE points p SET state = 'closed', settled_at = now(), settled_by = erase_customer.actor
    WHERE p.state IN ('open', 'partly') AND (turn_id = ANY (scope.turn_ids) OR conversation_id = ANY (scope.conversation_ids));
  UPDATE promises p SET state = 'withdrawn', settled_at = now(), settled_by = erase_customer.actor
    WHERE p.state = 'open' AND (turn_id = ANY (scope.turn_ids) OR conversation_id = ANY (scope.conversation_ids));
  UPDATE points SET text = NULL WHERE turn_id = ANY (scope.turn_ids) OR conversation_id = ANY (scope.conversation_ids);
  GET DIAGNOSTICS number = ROW_COUNT;
  counts := counts || jsonb_build_object('points', number);
  UPDATE promises SET text = NULL, time_words = NULL
    WHERE turn_id = ANY (scope.turn_ids) OR conversation_id = ANY (scope.conversation_ids);
  GET DIAGNOSTICS number = ROW_COUNT;
  counts := counts || jsonb_build_object('promises', number);
  UPDATE conversations c SET subject = NULL, subject_key = '', tickets = '{}', because = '{}', erased_at = now(),
      waits_on = NULL, waiting_since = NULL, answer_due_at = NULL, open_points = 0,
      closed_at = coalesce(c.closed_at, now()), closed_by = coalesce(c.closed_by, erase_customer.actor),
      customer_name = CASE WHEN c.customer_address = customer THEN NULL ELSE c.customer_name END,
      customer_address = CASE WHEN c.customer_address = customer THEN stand_in ELSE c.customer_address END
    WHERE id = ANY (scope.conversation_ids);
  UPDATE theme_members SET text = NULL WHERE turn_id = ANY (scope.turn_ids);
  GET DIAGNOSTICS number = ROW_COUNT;
  counts := counts || jsonb_build_object('themeMembers', number);
  -- Words that only this customer used are theirs; a theme that was theirs alone has none left, and no vector either.
  UPDATE themes t SET
      words = ARRAY(SELECT w.value FROM unnest(t.words) WITH ORDINALITY AS w(value, place) WHERE EXISTS (
        SELECT FROM theme_members m WHERE m.theme_id = t.id AND position(lower(w.value) IN lower(m.text)) > 0) ORDER BY w.place),
      centroid = CASE WHEN EXISTS (SELECT FROM theme_members m WHERE m.theme_id = t.id AND m.text IS NOT NULL)
        THEN t.centroid ELSE '' END
    WHERE t.id IN (SELECT theme_id FROM theme_members WHERE turn_id = ANY (scope.turn_ids));

  INSERT INTO events (kind, message_id, actor, data)
    SELECT 'message.erased', m.id, erase_customer.actor,
      jsonb_build_object('erasure', stand_in, 'sha256', encode(m.sha256, 'hex'))
    FROM messages m WHERE m.id = ANY (scope.message_ids) ORDER BY m.id;
  INSERT INTO events (kind, message_id, actor, data)
    VALUES ('customer.erased', NULL, erase_customer.actor, counts || jsonb_build_object('erasure', stand_in, 'role', session_user));
  RETURN counts;
END $$;
--> statement-breakpoint
-- Somebody of ours: who wrote to a customer, submitted a mail, or may submit as this address. To erase them would erase everything.
CREATE FUNCTION "is_ours"(customer text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM turns WHERE author_address = customer AND by = 'us')
    OR EXISTS (SELECT FROM messages WHERE origin = 'submission' AND lower(envelope_from) = customer)
    OR EXISTS (SELECT FROM users u, unnest(u.senders) AS pattern WHERE pattern LIKE '%@_%' AND pattern NOT LIKE '%@*' AND customer LIKE
      replace(replace(replace(replace(lower(pattern), '\', '\\'), '_', '\_'), '%', '\%'), '*', '%'))
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION "erase_customer"(text, text, text) FROM PUBLIC;
