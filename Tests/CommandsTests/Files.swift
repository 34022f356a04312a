import Foundation
import Matrices
import Support

@testable import Formats

extension Workshop {
  /// A table of twelve rows, three columns of numbers and one of classes.
  func writeNumbers(_ name: String = "numbers.csv") throws {
    let rows = (0..<12).map { "\($0),\(7 * $0 % 5),\($0 * $0 % 11).5,\(["x", "y", "z"][$0 % 3])\n" }
    try write("a,b,c,kind\n" + rows.joined(), path(name))
  }

  /// A text of some hundred words.
  func writeCorpus(_ name: String = "corpus.txt") throws {
    let line = "the quick brown fox jumps over a lazy dog while seven wizards mix black jade\n"
    try write(String(repeating: line, count: 8), path(name))
  }

  /// A folder with few images in the form of the full MNIST.
  func writeImages(
    _ folder: String = "images", training: Int = 60, test: Int = 20,
    side: (rows: Int, columns: Int) = (28, 28),
    testSide: (rows: Int, columns: Int)? = nil
  ) throws {
    try makeFolder(path(folder))
    var generator = SeededGenerator(seed: 5)
    for (part, count, side) in [("train", training, side), ("t10k", test, testSide ?? side)] {
      let pixels = (0..<count * side.rows * side.columns).map { _ in
        generator.index(below: 5) == 0 ? UInt8(generator.index(below: 256)) : 0
      }
      try write(idx([count, side.rows, side.columns], pixels), path("\(folder)/\(part)-images-idx3-ubyte"))
      try write(idx([count], (0..<count).map { UInt8($0 % 10) }), path("\(folder)/\(part)-labels-idx1-ubyte"))
    }
  }

  private func idx(_ dimensions: [Int], _ bytes: [UInt8]) -> [UInt8] {
    [0, 0, 8, UInt8(dimensions.count)]
      + dimensions.flatMap { d in [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: d >> $0) } } + bytes
  }

  /// Tensors that are all one number, whatever it is.
  func writeTensors(
    _ name: String, _ shapes: [(String, [Int])], _ number: Float, _ metadata: [String: String] = [:]
  )
    throws
  {
    var (header, data): ([String], [UInt8]) = ([], [])
    if !metadata.isEmpty {
      let entries = metadata.map { "\"\($0)\":\"\($1)\"" }.sorted().joined(separator: ",")
      header.append("\"__metadata__\":{\(entries)}")
    }
    for (tensor, shape) in shapes {
      let begin = data.count
      for _ in 0..<shape.reduce(1, *) {
        withUnsafeBytes(of: number.bitPattern.littleEndian) { data += $0 }
      }
      header.append(
        "\"\(tensor)\":{\"dtype\":\"F32\",\"shape\":\(shape),\"data_offsets\":[\(begin),\(data.count)]}")
    }
    let text = Array("{\(header.joined(separator: ","))}".utf8)
    try write(withUnsafeBytes(of: UInt64(text.count).littleEndian) { Array($0) } + text + data, path(name))
  }

  /// An array of one number, in NumPy's format.
  func writeArray(_ name: String, _ shape: [Int], _ number: Float = 0.5) throws {
    let values = [Float](repeating: number, count: shape.reduce(1, *))
    try write(NPYArray(shape: shape, values: .float32(values)).bytes, path(name))
  }

  /// Networks and layers whose every weight is one number.
  func writeWeights(of number: Float) throws {
    try writeTensors("layer.safetensors", [("weight", [1, 3]), ("bias", [1])], number)
    try writeTensors(
      "layers.safetensors",
      [
        ("layers.0.weight", [4, 784]), ("layers.0.bias", [4]), ("layers.1.weight", [10, 4]),
        ("layers.1.bias", [10]),
      ], number)
    try writeTensors(
      "lenet.safetensors",
      [
        ("c1.weight", [6, 1, 5, 5]), ("c1.bias", [6]), ("c3.weight", [16, 6, 5, 5]), ("c3.bias", [16]),
        ("c5.weight", [120, 16, 5, 5]), ("c5.bias", [120]), ("f6.weight", [84, 120]), ("f6.bias", [84]),
        ("output.weight", [10, 84]), ("output.bias", [10]),
      ], number)
    let symbols = Set(try bytes(path("corpus.txt"))).count
    for (cell, gates) in [("rnn", 1), ("gru", 3), ("lstm", 4)] {
      try writeTensors(
        "\(cell).safetensors",
        [
          ("weight_ih_l0", [4 * gates, symbols]), ("weight_hh_l0", [4 * gates, 4]),
          ("bias_ih_l0", [4 * gates]),
          ("bias_hh_l0", [4 * gates]), ("head.weight", [symbols, 4]), ("head.bias", [symbols]),
        ], number)
    }
    try write(
      "input,weight,mean,deviation,target,epochs\na,\(number),1,2,c,3\n(bias),\(number),0,1,c,3\n",
      path("linear.csv"))
    try write(
      "input,weight,offset,scale,positive,negative,epochs\na,\(number),1,2,x,y,3\n(bias),\(number),0,1,x,y,3\n",
      path("logistic.csv"))
    try write(
      "input,scale,now: x,now: y,kept: x,kept: y,kind,variant,epochs,answered\n"
        + "a,1,\(number),\(number),\(number),\(number),numbers,average,3,1000000000000000000\n"
        + "(bias),1,\(number),\(number),\(number),\(number),numbers,average,3,1000000000000000000\n",
      path("perceptron.csv"))
    try write("3 2\none \(number) \(number)\ntwo \(number) \(number)\nfox \(number) 0\n", path("vectors.txt"))
  }
}
