package io.github.flinkbert.task.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.validator.routines.InetAddressValidator;

/**
 * Internet addresses: stretches of the characters that they are made of, which Apache Commons
 * Validator holds for valid. Four numbers of a version ({@code v1.2.3.4}) are none, nor is a time
 * of day.
 */
final class IpAddresses {

    private static final int LONGEST = 45;

    private IpAddresses() {}

    static List<Finding> find(String text, List<String> regions) {
        List<Finding> found = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            if (!isPart(text.charAt(at))) {
                at++;
                continue;
            }
            int end = at;
            while (end < text.length() && isPart(text.charAt(end))) {
                end++;
            }
            if (!isWordBefore(text, at) && !isWordAt(text, end)) {
                add(text, at, end, found);
            }
            at = end;
        }
        return found;
    }

    private static void add(String text, int from, int to, List<Finding> found) {
        int start = from;
        int end = to;
        while (end > start && isEdge(text, end - 1, start, end)) {
            end--;
        }
        while (start < end && text.charAt(start) == '.') {
            start++;
        }
        String written = text.substring(start, end);
        if (isAddress(written)) {
            found.add(new Finding(PersonalPattern.IP_ADDRESS.name(), start, end, written));
            return;
        }
        int port = written.lastIndexOf(':'); // 10.0.0.1:8080
        if (port > 0 && isAddress(written.substring(0, port)) && written.indexOf(':') == port) {
            found.add(
                    new Finding(
                            PersonalPattern.IP_ADDRESS.name(),
                            start,
                            start + port,
                            written.substring(0, port)));
        }
    }

    private static boolean isAddress(String written) {
        if (written.length() > LONGEST) {
            return false;
        }
        InetAddressValidator addresses = InetAddressValidator.getInstance();
        if (written.indexOf(':') < 0) {
            return addresses.isValidInet4Address(written);
        }
        // Without a digit it is a name of C++ or a word, such as a::b.
        return written.chars().anyMatch(unit -> unit >= '0' && unit <= '9')
                && addresses.isValidInet6Address(written.toLowerCase(Locale.ROOT));
    }

    /** A stop at the end of a sentence, or a colon that is no part of {@code ::}. */
    private static boolean isEdge(String text, int at, int start, int end) {
        char unit = text.charAt(at);
        return unit == '.'
                || (unit == ':' && end - start > 1 && text.charAt(at - 1) != ':')
                || (unit == ':' && end - start == 1);
    }

    private static boolean isPart(char unit) {
        return (unit >= '0' && unit <= '9')
                || (unit >= 'a' && unit <= 'f')
                || (unit >= 'A' && unit <= 'F')
                || unit == ':'
                || unit == '.';
    }

    private static boolean isWordBefore(String text, int at) {
        return at > 0 && isWordAt(text, at - 1);
    }

    private static boolean isWordAt(String text, int at) {
        return at < text.length()
                && text.charAt(at) < 128
                && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_');
    }
}
