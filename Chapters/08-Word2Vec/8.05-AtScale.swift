import Figures
import Formats
import ReadAlong
import Matrices
import Word2Vec

let atScale = Section("8.5", "At scale: 4.6 million words") { page in
  let vocabulary = try Library.vocabulary()
  page.text(
    """
    Now real text: the summaries and articles of an encyclopedia, a dictionary and an almanac, \
    \(grouped(vocabulary.textLength)) words. \(grouped(vocabulary.count)) different words occur five times or \
    more and get a vector. Four habits of the original program make it work.
    """)
  page.text(
    """
    Frequent words are left out now and then, so that "the" does not fill every window. Noise is drawn by \
    count^¾, between the text's own shares and equal ones:
    """)
  let keep = keepProbabilities(vocabulary, sample: Library.settings.sample)
  let noise = NoiseDistribution(counts: vocabulary.counts)
  page.table(
    ["word", "count", "share of the text", "kept", "share of the noise"],
    ["the", "of", "one", "country", "music", "physics", "minaret"].compactMap { word -> [String]? in
      vocabulary.number(of: Word(word)).map { number in
        let share = Double(vocabulary.counts[number]) / Double(vocabulary.total)
        return [
          word, grouped(vocabulary.counts[number]), fixed(100 * share, 4) + " %",
          fixed(100 * Double(keep[number]), 1) + " %",
          fixed(100 * noise.probabilities[number], 4) + " %",
        ]
      }
    })
  page.text(
    """
    The window is drawn anew for each word, from 1 to \(Library.settings.window) words to each side, so that near \
    words count more. And the learning rate falls in a straight line from \(Library.settings.learningRate) \
    almost to zero.
    """)
  let trained = try Library.trained()
  page.line(
    "CBOW, \(Library.dimensions) dimensions, \(Library.settings.negatives) negative samples, "
      + "\(Library.settings.epochs) epochs, one thread")
  page.measured("\(grouped(Int(trained.rate))) words a second")
}
