/// The candidate that a mistyped word was most likely meant to be; nil when none is near.
func nearest(to word: String, among candidates: [String]) -> String? {
  let distances = candidates.map { (candidate: $0, distance: editDistance(word, $0)) }
  if let best = distances.min(by: { $0.distance < $1.distance }), best.distance <= max(1, word.count / 3) {
    return best.candidate
  }
  let beginsAlike = candidates.filter { $0.hasPrefix(word) }
  return beginsAlike.count == 1 ? beginsAlike[0] : nil
}

/// The least number of insertions, deletions, replacements and swaps of neighbors between two words.
func editDistance(_ first: String, _ second: String) -> Int {
  let a = Array(first)
  let b = Array(second)
  // distance[i][j]: between the first i characters of a and the first j of b
  var distance = [[Int]](repeating: Array(0...b.count), count: a.count + 1)
  for i in a.indices {
    distance[i + 1][0] = i + 1
    for j in b.indices {
      let replaced = distance[i][j] + (a[i] == b[j] ? 0 : 1)
      distance[i + 1][j + 1] = min(replaced, distance[i][j + 1] + 1, distance[i + 1][j] + 1)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        distance[i + 1][j + 1] = min(distance[i + 1][j + 1], distance[i - 1][j - 1] + 1)
      }
    }
  }
  return distance[a.count][b.count]
}
