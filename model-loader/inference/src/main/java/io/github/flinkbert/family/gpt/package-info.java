/** OpenAI's GPT-1 (Radford et al. 2018) and GPT-2 (Radford et al. 2019): causal transformers. */
@NullMarked
package io.github.flinkbert.family.gpt;

import org.jspecify.annotations.NullMarked;
