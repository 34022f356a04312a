// Frequent words are left out now and then (Mikolov et al. 2013, section 2.3, in the form of their program).
//
//     keep(w) = min(1, √(t / f) + t / f)      f = count(w) / words      t = sample, say 10⁻³
//
// "the" stands beside every noun and tells nothing of any. Leaving most of its occurrences out saves time,
// and since they are left out before the window is laid, the window reaches further.

import Matrices

/// How likely each occurrence of a word is to be kept. `sample` is t; 0 keeps everything.
public func keepProbabilities(_ vocabulary: Vocabulary, sample: Double) -> [Float] {
  require(0...1 ~= sample, "a sample of \(sample), expected 0 to 1")
  if sample == 0 { return [Float](repeating: 1, count: vocabulary.count) }
  return vocabulary.counts.map { count in
    let ratio = sample * Double(vocabulary.total) / Double(count)
    return Float(min(1, ratio.squareRoot() + ratio))
  }
}
