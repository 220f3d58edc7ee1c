package io.github.flinkbert.task.redaction;

import java.util.List;

/** Finds one kind of personal data by how it is written. Takes time linear in the text. */
@FunctionalInterface
interface PatternFinder {

    /**
     * In the order of the text.
     *
     * @param regions ISO 3166 codes of the countries whose numbers are known without their country
     *     code
     */
    List<Finding> find(String text, List<String> regions);
}
