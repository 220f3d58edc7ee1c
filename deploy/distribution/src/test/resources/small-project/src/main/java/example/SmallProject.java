package example;

import io.github.flinkbert.Bert;
import io.github.flinkbert.flink.BertEnrichment;
import io.github.flinkbert.flink.record.Enriched;
import io.github.flinkbert.flink.record.Rejected;
import io.github.flinkbert.task.Results;
import io.github.flinkbert.task.answers.AnswerQuestion;
import io.github.flinkbert.task.answers.Answers;
import io.github.flinkbert.task.embedding.Embed;
import io.github.flinkbert.task.embedding.Embedding;
import io.github.flinkbert.task.entities.Entities;
import io.github.flinkbert.task.entities.TagEntities;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Results have the types of what was asked, without a cast. */
final class SmallProject {

    record Review(String product, String body) {}

    private SmallProject() {}

    static DataStream<Enriched<Review>> enriched(
            DataStream<Review> reviews, Sink<Rejected<Review>> deadLetters) {
        return BertEnrichment.of(reviews)
                .text(Review::body)
                .withAdapters("entities-en")
                .embeddings()
                .entities()
                .unordered()
                .deadLetters(rejected -> rejected.sinkTo(deadLetters))
                .enrich();
    }

    static int asked(Bert bert) {
        AnswerQuestion who = new AnswerQuestion("Who is it about?");
        CompletableFuture<Embedding> embedding = bert.submit("Ann is in Bonn.", Embed.mean());
        Entities entities = bert.ask("Ann is in Bonn.", new TagEntities());
        List<Answers> answers = bert.ask(List.of("Ann is in Bonn.", "Bob is not."), who);
        Results both = bert.ask("Ann is in Bonn.", List.of(who, Embed.mean()));
        Answers again = both.get(who);
        return embedding.join().size()
                + entities.entities().size()
                + answers.get(0).answers().size()
                + again.answers().size()
                + bert.embed("Ann").length;
    }
}
