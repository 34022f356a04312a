// The two usual tests of word vectors, scored as gensim scores them.
//
// Analogies: "a is to b as c is to d" in sections; right if d is the word nearest to b − a + c, other than a, b, c,
// among the most frequent words. Similarities: people's ratings of pairs of words, and how well the cosines put
// the pairs in the same order (Spearman's rank correlation). Upper and lower case count as the same.

import Matrices
import Word2Vec

/// A question: a is to b as c is to d.
typealias AnalogyQuestion = (a: Word, b: Word, c: Word, d: Word)

extension WordVectors {
  /// The questions answered right, out of those whose four words are known: some hundreds at a time in one product
  /// of matrices.
  ///
  /// - Parameters:
  ///   - first: only the so many first words count as known and as answers.
  ///   - parts: how much of a, b and c is in the point to which the answer is nearest.
  func score(
    _ questions: [AnalogyQuestion], among first: Int = 30_000,
    parts: (a: Float, b: Float, c: Float) = (-1, 1, 1)
  ) -> (right: Int, asked: Int) {
    let known = min(first, words.count)
    let numbers = caseless(known)
    let candidates = unit[rows: 0..<known].transposed
    let caseless = words.prefix(known).map { numbers[capitals($0)] ?? 0 }
    let asked = questions.compactMap { question -> [Int]? in
      let all = [question.a, question.b, question.c, question.d].compactMap { numbers[capitals($0)] }
      return all.count == 4 ? all : nil
    }
    var right = 0
    for start in stride(from: 0, to: asked.count, by: 256) {
      let batch = Array(asked[start..<min(start + 256, asked.count)])
      let targets = batch.map { q in
        (0..<unit.columns).map {
          parts.b * unit[q[1], $0] + parts.a * unit[q[0], $0] + parts.c * unit[q[2], $0]
        }
      }
      let cosines = withUnitRows(Matrix(targets)).times(candidates)  // questions × known words
      for (row, q) in batch.enumerated() {
        if answer(cosines[row: row], caseless, to: q) == q[3] { right += 1 }
      }
    }
    return (right, asked.count)
  }

  /// The nearest word that is none of a, b, c, whatever its case.
  private func answer(_ cosines: ArraySlice<Float>, _ caseless: [Int], to q: [Int]) -> Int? {
    var best: Int?
    var highest = -Float.infinity
    for (cosine, word) in zip(cosines, caseless) where cosine > highest && !q[..<3].contains(word) {
      (best, highest) = (word, cosine)
    }
    return best
  }

  /// Spearman's correlation of people's ratings with the cosines, and how many pairs have an unknown word.
  func score(
    _ pairs: [(a: Word, b: Word, rating: Double)], among first: Int = 300_000
  ) -> (spearman: Double, unknown: Int) {
    let numbers = caseless(min(first, words.count))
    var ratings: [Double] = []
    var cosines: [Double] = []
    for pair in pairs {
      guard let a = numbers[capitals(pair.a)], let b = numbers[capitals(pair.b)],
        let cosine = similarity(words[a], words[b])
      else { continue }
      ratings.append(pair.rating)
      cosines.append(Double(cosine))
    }
    return (correlation(ranks(ratings), ranks(cosines)), pairs.count - ratings.count)
  }

  /// The numbers of the first words, by their capitals; of words that differ in case only, the first.
  private func caseless(_ count: Int) -> [String: Int] {
    (0..<count).reduce(into: [:]) { numbers, word in
      let capitals = capitals(words[word])
      if numbers[capitals] == nil { numbers[capitals] = word }
    }
  }
}

private func capitals(_ word: Word) -> String { word.description.uppercased() }

/// The place of each number in order, from 1; equal ones share the mean of their places.
func ranks(_ x: [Double]) -> [Double] {
  let order = x.indices.sorted { x[$0] < x[$1] }
  var ranks = [Double](repeating: 0, count: x.count)
  var first = 0
  while first < order.count {
    var last = first
    while last + 1 < order.count, x[order[last + 1]] == x[order[first]] { last += 1 }
    for place in first...last { ranks[order[place]] = Double(first + last) / 2 + 1 }
    first = last + 1
  }
  return ranks
}

/// Pearson's correlation; NaN if one of the two does not vary.
func correlation(_ x: [Double], _ y: [Double]) -> Double {
  let (meanX, meanY) = (x.reduce(0, +) / Double(x.count), y.reduce(0, +) / Double(y.count))
  var (xy, xx, yy) = (0.0, 0.0, 0.0)
  for i in 0..<x.count {
    xy += (x[i] - meanX) * (y[i] - meanY)
    xx += (x[i] - meanX) * (x[i] - meanX)
    yy += (y[i] - meanY) * (y[i] - meanY)
  }
  return xy / (xx * yy).squareRoot()
}
