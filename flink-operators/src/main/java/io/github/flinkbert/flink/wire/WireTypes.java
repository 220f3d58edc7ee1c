package io.github.flinkbert.flink.wire;

import io.github.flinkbert.flink.record.EnrichedRecord;
import io.github.flinkbert.flink.record.KafkaRecord;
import io.github.flinkbert.flink.record.OutboundRecord;
import io.github.flinkbert.flink.record.Outcome;
import io.github.flinkbert.flink.record.RefusedRecord;
import io.github.flinkbert.flink.record.TextQuery;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** The types of everything that travels between the job's operators. */
public final class WireTypes {

    public static final TypeInformation<KafkaRecord> KAFKA_RECORD =
            new WireType<>(new KafkaRecordFormat());
    public static final TypeInformation<TextQuery> TEXT_QUERY =
            new WireType<>(new TextQueryFormat());
    public static final TypeInformation<Outcome> OUTCOME = new WireType<>(new OutcomeFormat());
    public static final TypeInformation<EnrichedRecord> ENRICHED_RECORD =
            new WireType<>(new EnrichedRecordFormat());
    public static final TypeInformation<RefusedRecord> REFUSED_RECORD =
            new WireType<>(new RefusedRecordFormat());
    public static final TypeInformation<OutboundRecord> OUTBOUND_RECORD =
            new WireType<>(new OutboundRecordFormat());

    private WireTypes() {}
}
