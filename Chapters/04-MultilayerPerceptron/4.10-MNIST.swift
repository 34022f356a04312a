import Figures
import Matrices
import MultilayerPerceptron
import ReadAlong

let mnist = Section("4.10") { page in
  let (training, test) = try Digits.small()
  let start = newNetwork([784, 50, 10], hidden: .sigmoid, output: .sigmoid, .uniform(0.12))
  var network = start
  try page.output("deck-recipe") { out in
    let settings = TrainingSettings(learningRate: 0.5, epochs: 10_000, tolerance: 1e-3)
    var rows: [[String]] = []
    var last: [String] = []
    try fit(&network, .gradientDescent, training.examples, settings, threads: cores) { epoch in
      last = [grouped(epoch.number), fixed(epoch.loss, 4)]
      if [1, 2, 3, 10, 50, 100, 200].contains(epoch.number) { rows.append(last) }
    }
    out.table(["step", "J"], rows + [last])
  }
  try page.output("deck-recipe-right") { out in
    out.table(
      ["digits", "right"],
      [
        ["4,000 training digits", percent(network.accuracy(training.X, training.classes))],
        ["1,000 held-out digits", percent(network.accuracy(test.X, test.classes))],
      ])
  }
  try page.output("confusions") { out in
    var counts = [Int](repeating: 0, count: 100)
    for (digit, answer) in zip(test.classes, network.classify(test.X)) where digit != answer {
      counts[10 * digit + answer] += 1
    }
    let worst = counts.indices.sorted { (counts[$1], $0) < (counts[$0], $1) }.prefix(5)
    out.table(
      ["written", "taken for", "times"], worst.map { ["\($0 / 10)", "\($0 % 10)", "\(counts[$0])"] })
  }
  let few = training.chosen(Array(stride(from: 0, to: 4000, by: 40)))
  try page.output("loop-and-products") { out in
    let byLoop = gradientByLoop(start, few)
    let byProducts = backward(start, few.X, start.forward(few.X), few.examples.Y, .crossEntropy).layers
    out.table(
      ["tensor", "largest difference, of the largest slope"],
      zip(["W₁", "b₁", "W₂", "b₂"], zip(tensors(byLoop), tensors(byProducts))).map { name, pair in
        let difference = zip(pair.0, pair.1).map { abs($0 - $1) }.max() ?? 0
        return [name, difference / (pair.1.map { abs($0) }.max() ?? 0) < 1e-5 ? "below 0.001 %" : "more"]
      })
  }
  try page.output("loop-and-products-times") { out in
    let loopTime = secondsPerCall { _ = gradientByLoop(start, few) }
    let productTime = secondsPerCall {
      _ = backward(start, few.X, start.forward(few.X), few.examples.Y, .crossEntropy)
    }
    out.table(
      ["gradient of 100 digits", "milliseconds", "times as fast"],
      [
        ["digit by digit", fixed(loopTime * 1e3, 2), "1.0"],
        ["as products", fixed(productTime * 1e3, 2), fixed(loopTime / productTime, 1)],
      ])
  }
}

private func tensors(_ layers: [Layer]) -> [[Float]] {
  layers.flatMap { [$0.weights.values, $0.bias.values] }
}

/// The mean of the gradients of single examples.
private func gradientByLoop(_ network: Network, _ digits: Digits) -> [Layer] {
  var sums = network.layers.map { Layer(zeros: $0.inputs, $0.outputs) }
  for i in 0..<digits.count {
    let x = Array(digits.X[row: i])
    backward(
      network, x, network.forward(x), Array(digits.examples.Y[row: i]), .crossEntropy, addingTo: &sums)
  }
  for l in sums.indices {
    sums[l].weights = sums[l].weights / Float(digits.count)
    sums[l].bias = sums[l].bias / Float(digits.count)
  }
  return sums
}
