/**
 * Word vectors: word2vec (Mikolov et al. 2013), GloVe (Pennington et al. 2014) and fastText
 * (Bojanowski et al. 2017). A word has one vector, whatever is around it; fastText's is made of its
 * parts.
 */
@NullMarked
package io.github.flinkbert.family.words;

import org.jspecify.annotations.NullMarked;
