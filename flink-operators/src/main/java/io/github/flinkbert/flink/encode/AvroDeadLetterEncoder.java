package io.github.flinkbert.flink.encode;

import io.github.flinkbert.schemas.DeadLetter;

/** Plain Avro binary of {@link DeadLetter}. */
final class AvroDeadLetterEncoder implements DeadLetterEncoder {

    private final AvroBinary<DeadLetter> avro = new AvroBinary<>(DeadLetter.class);

    @Override
    public byte[] encode(DeadLetter letter) {
        return avro.write(letter);
    }

    @Override
    public int bytesIn(int room) {
        return room;
    }
}
