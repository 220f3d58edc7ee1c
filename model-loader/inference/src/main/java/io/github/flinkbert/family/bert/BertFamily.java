package io.github.flinkbert.family.bert;

import io.github.flinkbert.checkpoint.HuggingFaceBert;
import io.github.flinkbert.checkpoint.HuggingFaceModelType;
import io.github.flinkbert.checkpoint.ReleaseForm;
import io.github.flinkbert.checkpoint.ReleaseForms;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** BERT in all forms that it is released in. */
@Internal
public final class BertFamily extends TransformerFamily {

    @Override
    public String name() {
        return HuggingFaceBert.FAMILY;
    }

    @Override
    public List<ReleaseForm> forms() {
        return ReleaseForms.ofBert();
    }

    @Override
    public List<HuggingFaceModelType> modelTypes() {
        return List.of(new HuggingFaceBert());
    }
}
