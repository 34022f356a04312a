import ReadAlong
import Word2Vec

let atScale = Section("8.5") { page in
  let settings = Library.settings
  let vocabulary = try page.output("frequent-words") { out in
    let vocabulary = try Library.vocabulary()
    let keep = keepProbabilities(vocabulary, sample: settings.sample)
    let noise = NoiseDistribution(counts: vocabulary.counts)
    out.table(
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
    return vocabulary
  }
  try page.output("training") { out in
    out.table(
      ["setting", "value", "option"],
      [
        ["words of the text", grouped(vocabulary.textLength), ""],
        ["different words, five times or more", grouped(vocabulary.count), ""],
        ["way of prediction", settings.architecture.rawValue, "--mode"],
        ["dimensions", String(Library.dimensions), "--hidden"],
        ["window R", String(settings.window), "--window"],
        ["negative samples k", String(settings.negatives), "--negatives"],
        ["sample t", "\(settings.sample)", "--sample"],
        ["learning rate α₀", "\(settings.learningRate)", "--learning-rate"],
        ["epochs", String(settings.epochs), "--epochs"],
      ])
  }
  try page.output("training-rate") { out in
    out.line("words a second, one thread   \(grouped(Int(try Library.trained().rate)))")
  }
}
