// How many digits a network gets right.

import Matrices

extension Digits {
  /// The first so many.
  public func prefix(_ count: Int) -> Digits { subset(Array(0..<count)) }

  /// The images of the given numbers, in that order.
  public func subset(_ indices: [Int]) -> Digits {
    Digits(images: indices.flatMap(image), labels: indices.map { labels[$0] })
  }
}

/// The digit with the largest score for each image.
public func classify(_ network: LeNet5, _ digits: Digits, threads: Int = 1) -> [Int] {
  let lanes = BatchInLanes(capacity: 256, threads: threads)
  let order = Array(0..<digits.count)
  return stride(from: 0, to: order.count, by: 256).flatMap { start in
    lanes.scores(network, digits, order[start..<min(start + 256, order.count)]).argmax()
  }
}

/// The share of images that are taken for another digit.
public func errorRate(_ network: LeNet5, _ digits: Digits, threads: Int = 1) -> Double {
  let wrong = zip(classify(network, digits, threads: threads), digits.labels).count { $0 != Int($1) }
  return Double(wrong) / Double(digits.count)
}

/// How often each digit (row) was taken for each (column), 10 × 10.
public func confusionMatrix(_ network: LeNet5, _ digits: Digits, threads: Int = 1) -> Matrix {
  var counts = Matrix(rows: 10, columns: 10)
  for (guess, label) in zip(classify(network, digits, threads: threads), digits.labels) {
    counts[Int(label), guess] += 1
  }
  return counts
}
