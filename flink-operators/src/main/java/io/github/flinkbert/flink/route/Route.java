package io.github.flinkbert.flink.route;

import io.github.flinkbert.BertOptions;
import io.github.flinkbert.flink.binding.TaskRequest;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.annotation.PublicEvolving;

/**
 * Texts of a kind, and the model that is asked about them.
 *
 * @param key the language's code or the attribute's value; {@value #OTHER} for all other texts
 * @param model with its adapters
 * @param requests what is asked of these texts; empty for all that is asked of any
 */
@PublicEvolving
public record Route(String key, BertOptions model, List<TaskRequest> requests)
        implements Serializable {

    /** The key of the route that texts take for which there is no other. */
    public static final String OTHER = "other";

    public Route {
        requests = List.copyOf(requests);
    }
}
