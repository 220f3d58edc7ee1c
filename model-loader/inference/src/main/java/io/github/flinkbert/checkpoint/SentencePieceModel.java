package io.github.flinkbert.checkpoint;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.github.flinkbert.failure.CheckpointException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * SentencePiece's {@code .model} file, of a unigram model.
 *
 * <p>Source: {@code sentencepiece_model.proto} of SentencePiece ({@code ModelProto}).
 */
final class SentencePieceModel {

    private static final long LARGEST = 256L << 20;
    private static final int NORMAL = 1;
    private static final int UNUSED = 5;
    private static final int UNIGRAM = 1;
    private static final String[] KINDS = {"", "unigram", "BPE", "words", "characters"};

    /**
     * @param score logarithm of its probability
     * @param type as the file numbers them
     */
    record Piece(String piece, float score, int type) {}

    private final Path file;
    private final List<Piece> pieces = new ArrayList<>();
    private int kind = UNIGRAM;
    private boolean byteFallback;
    private byte[] charsMap = {};
    private boolean spaceBefore = true;
    private boolean extraSpaceRemoved = true;

    private SentencePieceModel(Path file) {
        this.file = file;
    }

    /**
     * @throws CheckpointException if it cannot be read, is of another kind, or says what is not
     *     obeyed
     */
    static SentencePieceModel read(Path file) {
        SentencePieceModel model = new SentencePieceModel(file);
        try {
            if (Files.size(file) > LARGEST) {
                throw new CheckpointException(
                        "%s has %,d bytes; a SentencePiece model of at most %,d is expected"
                                .formatted(file, Files.size(file), LARGEST));
            }
            model.readModel(CodedInputStream.newInstance(Files.readAllBytes(file)));
        } catch (InvalidProtocolBufferException e) {
            throw new CheckpointException(
                    "%s is no SentencePiece model: %s".formatted(file, e.getMessage()), e);
        } catch (IOException e) {
            throw new CheckpointException(
                    "%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
        model.require();
        return model;
    }

    Path file() {
        return file;
    }

    List<Piece> pieces() {
        return pieces;
    }

    boolean byteFallback() {
        return byteFallback;
    }

    /** Compiled normalisation; empty for none. */
    byte[] charsMap() {
        return charsMap.clone();
    }

    /** Whether a space is put before a text ({@code add_dummy_prefix}). */
    boolean spaceBefore() {
        return spaceBefore;
    }

    boolean extraSpaceRemoved() {
        return extraSpaceRemoved;
    }

    private void require() {
        if (kind != UNIGRAM) {
            String name = kind > 0 && kind < KINDS.length ? KINDS[kind] : "kind " + kind;
            throw new CheckpointException(
                    "%s is a SentencePiece model of %s; a unigram model is expected"
                            .formatted(file, name));
        }
        if (pieces.isEmpty()) {
            throw new CheckpointException(
                    "%s is no SentencePiece model: it has no pieces".formatted(file));
        }
        for (Piece each : pieces) {
            if (each.type() < NORMAL || each.type() > UNUSED + 1 || each.type() == UNUSED) {
                throw new CheckpointException(
                        ("%s: the piece \"%s\" is of type %d; expected a normal, unknown, control,"
                                        + " user-defined or byte piece")
                                .formatted(file, each.piece(), each.type()));
            }
        }
    }

    private void readModel(CodedInputStream in) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> pieces.add(readPiece(part(in, tag)));
                case 2 -> readTrainer(part(in, tag));
                case 3 -> readNormalizer(part(in, tag));
                default -> skip(in, tag);
            }
        }
    }

    private CodedInputStream part(CodedInputStream in, int tag) throws IOException {
        requireWire(tag, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        return CodedInputStream.newInstance(in.readByteArray());
    }

    private Piece readPiece(CodedInputStream in) throws IOException {
        String piece = "";
        float score = 0;
        int type = NORMAL;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> {
                    requireWire(tag, WireFormat.WIRETYPE_LENGTH_DELIMITED);
                    piece = new String(in.readByteArray(), StandardCharsets.UTF_8);
                }
                case 2 -> {
                    requireWire(tag, WireFormat.WIRETYPE_FIXED32);
                    score = in.readFloat();
                }
                case 3 -> type = number(in, tag);
                default -> skip(in, tag);
            }
        }
        return new Piece(piece, score, type);
    }

    private void readTrainer(CodedInputStream in) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 3 -> kind = number(in, tag);
                case 24 -> requireFlag("treat_whitespace_as_suffix", number(in, tag) != 0, false);
                case 35 -> byteFallback = number(in, tag) != 0;
                default -> skip(in, tag);
            }
        }
    }

    private void readNormalizer(CodedInputStream in) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 2 -> {
                    requireWire(tag, WireFormat.WIRETYPE_LENGTH_DELIMITED);
                    charsMap = in.readByteArray();
                }
                case 3 -> spaceBefore = number(in, tag) != 0;
                case 4 -> extraSpaceRemoved = number(in, tag) != 0;
                case 5 -> requireFlag("escape_whitespaces", number(in, tag) != 0, true);
                default -> skip(in, tag);
            }
        }
    }

    private void requireFlag(String name, boolean found, boolean expected) {
        if (found != expected) {
            throw Said.refusal(file, name, found, String.valueOf(expected));
        }
    }

    private int number(CodedInputStream in, int tag) throws IOException {
        requireWire(tag, WireFormat.WIRETYPE_VARINT);
        return in.readInt32();
    }

    private void requireWire(int tag, int expected) {
        if (WireFormat.getTagWireType(tag) != expected) {
            throw new CheckpointException(
                    "%s is no SentencePiece model: field %d is of wire type %d, expected %d"
                            .formatted(
                                    file,
                                    WireFormat.getTagFieldNumber(tag),
                                    WireFormat.getTagWireType(tag),
                                    expected));
        }
    }

    private void skip(CodedInputStream in, int tag) throws IOException {
        if (!in.skipField(tag)) {
            throw new CheckpointException(
                    "%s is no SentencePiece model: a group ends that did not begin"
                            .formatted(file));
        }
    }
}
