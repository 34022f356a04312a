import Figures
import Formats
import ReadAlong
import Perceptrons

let counts = Section(
  "3.4", "A document as a row of counts", deck: "Deep Learning Basics: Neural Network Document Classifiers"
) { page in
  page.text(
    """
    What could f₁, f₂ and f₃ be? Let a language have three words only, a, b and c. Count how often each occurs in \
    a document, and the document is three numbers. Class 1 is sports, class 2 politics, and the weights are those \
    of problem 2.
    """)
  let vocabulary = Vocabulary(words: ["a", "b", "c"])
  let layer = ToyProblem.two.weightsByHand()
  page.table(
    ["document", "a", "b", "c", "sports", "politics", "answer"],
    ["a b a c a b c a c", "a b a a c"].map { document in
      let f = vocabulary.counts(document)
      return [document] + f.map { fixed($0, 0) } + layer.forward(f).map { fixed($0, 0) }
        + [["sports", "politics"][layer.classify(f)]]
    })
  page.text(
    """
    In this language "a" is a sports word, and "b" and "c" are political. A real language has thousands of words. \
    Nobody can find all their weights by thinking, so they have to be learned from examples.
    """)
}
