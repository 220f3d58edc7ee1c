package io.github.flinkbert.text;

/**
 * What the encoder reads: ids with their special tokens.
 *
 * @param ids {@code [CLS] a [SEP]} or {@code [CLS] a [SEP] b [SEP]}
 * @param secondSegmentAt index of the first token of segment 1; {@code ids.length} for a single
 *     text
 */
@SuppressWarnings("ArrayRecordComponent") // handed from hand to hand, never compared
public record Sequence(int[] ids, int secondSegmentAt) {

    public int length() {
        return ids.length;
    }
}
