import ConvolutionalNetwork
import Formats
import ReadAlong

let bookWeightsCommand = Command(
  "book-weights",
  summary: "Rounds a network's weights to sixteen bits, as the book brings them along.",
  options: [
    Option("weights", value: "FILE", help: "what train --save wrote under a name that ends in .safetensors"),
    Option("save", value: "FILE", help: "where to; its name ends in .safetensors"),
  ]
) { arguments in
  let path = try arguments.string("save")
  guard isWeightsFile(path) else { throw UserError.usage("option --save: expected a name in .safetensors") }
  try expectWritable(path)
  let network = try LeNet5(weights: arguments.string("weights"), pooling: nil)
  // Sign, exponent and seven bits more; in the middle to the even one.
  func rounded(_ value: Float) -> Float {
    Float(bitPattern: (value.bitPattern + 0x7FFF + (value.bitPattern >> 16 & 1)) & 0xFFFF_0000)
  }
  let parameters = network.namedParameters.map {
    (name: $0.name, shape: $0.shape, values: $0.values.map(rounded))
  }
  var file = Safetensors(parameters: parameters)
  file.metadata["pooling"] = network.pooling.rawValue
  try file.write(to: path) { _ = try LeNet5(weights: $0, pooling: nil) }
  var sum = Checksum()
  for parameter in parameters { sum.add(parameter.values) }
  Page().line("weights \(sum.text)")
}
