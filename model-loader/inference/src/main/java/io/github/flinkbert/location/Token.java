package io.github.flinkbert.location;

import io.github.flinkbert.failure.CheckpointException;

/**
 * A secret that a server asks for. Never printed.
 *
 * @param value sent to that server alone
 */
record Token(String value) {

    Token {
        if (!value.matches("[\\x21-\\x7e]+")) {
            throw new CheckpointException(
                    "the hub's token holds characters that no token has; expected letters, digits"
                            + " and signs without spaces");
        }
    }

    @Override
    public String toString() {
        return "Token[secret]";
    }
}
