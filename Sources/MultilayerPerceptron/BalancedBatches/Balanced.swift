// Batches that hold every class in about the proportion of the whole (deck S, "Tips").

import Matrices

/// The same numbers of examples, dealt so that every stretch holds the classes in about their proportion: an
/// order for `TrainingSettings`.
///
/// The r-th of n examples of a class stands at (r + ½) / n of the way.
public func balanced(_ order: [Int], _ classes: [Int]) -> [Int] {
  for k in classes { require(0..<1 << 20 ~= k, "class \(k)") }
  for i in order { require(classes.indices.contains(i), "example \(i) of \(classes.count)") }
  var sizes = [Int](repeating: 0, count: (classes.max() ?? 0) + 1)
  for k in classes { sizes[k] += 1 }
  var seen = sizes.map { _ in 0 }
  let places = order.map { i in
    seen[classes[i]] += 1
    return (Double(seen[classes[i]]) - 0.5) / Double(sizes[classes[i]])
  }
  return order.indices.sorted { (places[$0], $0) < (places[$1], $1) }.map { order[$0] }
}
