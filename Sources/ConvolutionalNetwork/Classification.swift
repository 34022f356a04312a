// What a network takes images for, and how often it is wrong.

import Matrices

/// The digit with the largest score for each image.
public func classify(_ network: LeNet5, _ digits: Digits) -> [Int] {
  (0..<digits.count).map {
    network.forward(Pixels.standardized.maps(of: digits.image($0))).scores.argmax()[0]
  }
}

/// The share of images that are taken for another digit.
public func errorRate(_ guesses: [Int], _ digits: Digits) -> Double {
  require(guesses.count == digits.count && guesses != [], "\(guesses.count) guesses, \(digits.count) images")
  for guess in guesses { require(0..<10 ~= guess, "a guess of \(guess), expected 0 to 9") }
  return Double(zip(guesses, digits.labels).count { $0 != Int($1) }) / Double(digits.count)
}

/// How often each digit (row) was taken for each (column), 10 × 10.
public func confusionMatrix(_ guesses: [Int], _ digits: Digits) -> Matrix {
  require(guesses.count == digits.count, "\(guesses.count) guesses, \(digits.count) images")
  var counts = Matrix(rows: 10, columns: 10)
  for (guess, label) in zip(guesses, digits.labels) { counts[Int(label), guess] += 1 }
  return counts
}
