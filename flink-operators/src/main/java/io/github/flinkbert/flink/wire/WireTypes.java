package io.github.flinkbert.flink.wire;

import io.github.flinkbert.flink.model.ModelDefinition;
import io.github.flinkbert.flink.record.Enriched;
import io.github.flinkbert.flink.record.EnrichmentInput;
import io.github.flinkbert.flink.record.KafkaRecord;
import io.github.flinkbert.flink.record.OutboundRecord;
import io.github.flinkbert.flink.record.Outcome;
import io.github.flinkbert.flink.record.Rejected;
import io.github.flinkbert.flink.record.RejectedRecord;
import io.github.flinkbert.flink.record.TextQuery;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** The types of everything that travels between the job's operators. */
@Internal
public final class WireTypes {

    public static final TypeInformation<KafkaRecord> KAFKA_RECORD =
            new WireType<>(new KafkaRecordFormat());
    public static final TypeInformation<TextQuery> TEXT_QUERY =
            new WireType<>(new TextQueryFormat());
    public static final TypeInformation<RejectedRecord> REJECTED_RECORD =
            new WireType<>(new RejectedRecordFormat());
    public static final TypeInformation<OutboundRecord> OUTBOUND_RECORD =
            new WireType<>(new OutboundRecordFormat());

    public static final TypeInformation<ModelDefinition> MODEL_DEFINITION =
            new WireType<>(new ModelDefinitionFormat());

    private WireTypes() {}

    public static <T> TypeInformation<EnrichmentInput<T>> enrichmentInput(
            TypeInformation<T> value) {
        return new NestingType<>(EnrichmentInput.class, new EnrichmentInputFormat<>(), value);
    }

    public static <T> TypeInformation<Outcome<T>> outcome(TypeInformation<T> value) {
        return new NestingType<>(Outcome.class, new OutcomeFormat<>(), value);
    }

    public static <T> TypeInformation<Enriched<T>> enriched(TypeInformation<T> value) {
        return new NestingType<>(Enriched.class, new EnrichedFormat<>(), value);
    }

    public static <T> TypeInformation<Rejected<T>> rejected(TypeInformation<T> value) {
        return new NestingType<>(Rejected.class, new RejectedFormat<>(), value);
    }
}
