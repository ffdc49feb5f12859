CREATE TABLE "erasures" (
	"pseudonym" text PRIMARY KEY,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"transaction" text NOT NULL,
	"message_ids" text[] NOT NULL
);
--> statement-breakpoint
DROP INDEX "sketches_bands_index";--> statement-breakpoint
ALTER TABLE "sketches" ADD COLUMN "bits" bit(512) NOT NULL;--> statement-breakpoint
ALTER TABLE "sketches" DROP COLUMN "signature";--> statement-breakpoint
ALTER TABLE "sketches" ALTER COLUMN "customer_address" SET NOT NULL;--> statement-breakpoint
CREATE INDEX "sketches_band_1_index" ON "sketches" ((bands[1]),"sent_at");--> statement-breakpoint
CREATE INDEX "sketches_band_2_index" ON "sketches" ((bands[2]),"sent_at");--> statement-breakpoint
CREATE INDEX "sketches_band_3_index" ON "sketches" ((bands[3]),"sent_at");--> statement-breakpoint
CREATE INDEX "sketches_band_4_index" ON "sketches" ((bands[4]),"sent_at");--> statement-breakpoint
CREATE INDEX "sketches_band_5_index" ON "sketches" ((bands[5]),"sent_at");--> statement-breakpoint
CREATE INDEX "sketches_band_6_index" ON "sketches" ((bands[6]),"sent_at");--> statement-breakpoint
CREATE INDEX "sketches_band_7_index" ON "sketches" ((bands[7]),"sent_at");--> statement-breakpoint
CREATE INDEX "sketches_band_8_index" ON "sketches" ((bands[8]),"sent_at");--> statement-breakpoint
CREATE INDEX "sketches_band_9_index" ON "sketches" ((bands[9]),"sent_at");--> statement-breakpoint
CREATE INDEX "sketches_band_10_index" ON "sketches" ((bands[10]),"sent_at");
--> statement-breakpoint
-- The nearest reply to other customers. Thirty rows of each key are enough: the look-up must not grow with how often a
-- template was used. A function, for its settings: with a prepared plan PostgreSQL reads and sorts all rows of a key.
CREATE FUNCTION "nearest_sketch"(wanted integer[], wanted_bits bit(512), customers text[], since timestamp with time zone, similarity_min double precision)
RETURNS TABLE (turn_id text, sent_at timestamp with time zone, similarity double precision, times integer)
LANGUAGE plpgsql STABLE SET enable_bitmapscan = off SET enable_seqscan = off AS $$
BEGIN
  RETURN QUERY
    WITH near AS (
      (SELECT s.turn_id, s.sent_at, s.bits FROM sketches s WHERE s.bands[1] = wanted[1] AND s.sent_at > since
        AND s.customer_address <> ALL (customers) ORDER BY s.sent_at DESC LIMIT 30)
      union all
      (SELECT s.turn_id, s.sent_at, s.bits FROM sketches s WHERE s.bands[2] = wanted[2] AND s.sent_at > since
        AND s.customer_address <> ALL (customers) ORDER BY s.sent_at DESC LIMIT 30)
      union all
      (SELECT s.turn_id, s.sent_at, s.bits FROM sketches s WHERE s.bands[3] = wanted[3] AND s.sent_at > since
        AND s.customer_address <> ALL (customers) ORDER BY s.sent_at DESC LIMIT 30)
      union all
      (SELECT s.turn_id, s.sent_at, s.bits FROM sketches s WHERE s.bands[4] = wanted[4] AND s.sent_at > since
        AND s.customer_address <> ALL (customers) ORDER BY s.sent_at DESC LIMIT 30)
      union all
      (SELECT s.turn_id, s.sent_at, s.bits FROM sketches s WHERE s.bands[5] = wanted[5] AND s.sent_at > since
        AND s.customer_address <> ALL (customers) ORDER BY s.sent_at DESC LIMIT 30)
      union all
      (SELECT s.turn_id, s.sent_at, s.bits FROM sketches s WHERE s.bands[6] = wanted[6] AND s.sent_at > since
        AND s.customer_address <> ALL (customers) ORDER BY s.sent_at DESC LIMIT 30)
      union all
      (SELECT s.turn_id, s.sent_at, s.bits FROM sketches s WHERE s.bands[7] = wanted[7] AND s.sent_at > since
        AND s.customer_address <> ALL (customers) ORDER BY s.sent_at DESC LIMIT 30)
      union all
      (SELECT s.turn_id, s.sent_at, s.bits FROM sketches s WHERE s.bands[8] = wanted[8] AND s.sent_at > since
        AND s.customer_address <> ALL (customers) ORDER BY s.sent_at DESC LIMIT 30)
      union all
      (SELECT s.turn_id, s.sent_at, s.bits FROM sketches s WHERE s.bands[9] = wanted[9] AND s.sent_at > since
        AND s.customer_address <> ALL (customers) ORDER BY s.sent_at DESC LIMIT 30)
      union all
      (SELECT s.turn_id, s.sent_at, s.bits FROM sketches s WHERE s.bands[10] = wanted[10] AND s.sent_at > since
        AND s.customer_address <> ALL (customers) ORDER BY s.sent_at DESC LIMIT 30)
    ), alike AS (
      -- Runs of words that are not shared agree by chance in every other bit.
      SELECT DISTINCT n.turn_id, n.sent_at, (512 - 2 * bit_count(n.bits # wanted_bits))::double precision / 512 AS share FROM near n
    )
    SELECT a.turn_id, a.sent_at, a.share, (count(*) OVER ())::integer FROM alike a WHERE a.share >= similarity_min
    ORDER BY a.share DESC, a.sent_at DESC LIMIT 1;
END $$;
