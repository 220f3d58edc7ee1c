package io.github.flinkbert.flink.encode;

import io.github.flinkbert.schemas.DeadLetter;
import java.util.function.UnaryOperator;

/** Avro binary of {@link DeadLetter}. */
final class AvroDeadLetterEncoder implements DeadLetterEncoder {

    private final AvroBinary<DeadLetter> avro = new AvroBinary<>(DeadLetter.class);
    private final UnaryOperator<byte[]> framed;

    /**
     * @param framed puts in front what a format has there
     */
    AvroDeadLetterEncoder(UnaryOperator<byte[]> framed) {
        this.framed = framed;
    }

    @Override
    public byte[] encode(DeadLetter deadLetter) {
        return framed.apply(avro.write(deadLetter));
    }

    @Override
    public int bytesIn(int room) {
        return room;
    }
}
