import Figures
import Formats
import Matrices
import Perceptrons
import ReadAlong

let counts = Section("3.4") { page in
  try page.output("counts") { out in
    let vocabulary = Vocabulary(words: ["a", "b", "c"])
    let layer = ToyProblem.two.weightsByHand()
    out.table(
      ["document", "a", "b", "c", "sports", "politics", "answer"],
      ["a b a c a b c a c", "a b a a c"].map { document in
        let f = vocabulary.counts(document)
        return [document] + f.map { fixed($0, 0) } + layer.forward(f).map { fixed($0, 0) }
          + [["sports", "politics"][layer.classify(f)]]
      })
  }
}
