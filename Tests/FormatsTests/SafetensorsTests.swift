import Foundation
import Support
import Testing

@testable import Formats

@Suite struct SafetensorsTests {
  /// Made by the safetensors package of Python from five PyTorch tensors of four types:
  ///
  ///     save({"layers.0.weight": tensor([[1.5, -2.0, 0.25], [3.0, 4.0, -0.125]]),
  ///           "layers.0.bias": tensor([0.5, -1.0], dtype=float64),
  ///           "half": tensor([1.0, -0.333251953125, 65504.0, 6e-8], dtype=float16),
  ///           "brain": tensor([1.0, 3.140625], dtype=bfloat16), "scalar": tensor(7.0)}, metadata={"format": "pt"})
  static let fromPyTorch: [UInt8] = Array(
    Data(
      base64Encoded:
        "YAEAAAAAAAB7Il9fbWV0YWRhdGFfXyI6eyJmb3JtYXQiOiJwdCJ9LCJsYXllcnMuMC5iaWFzIjp7ImR0eXBlIjoiRjY0Iiwic2hhcGUiOlsyXSwi"
        + "ZGF0YV9vZmZzZXRzIjpbMCwxNl19LCJsYXllcnMuMC53ZWlnaHQiOnsiZHR5cGUiOiJGMzIiLCJzaGFwZSI6WzIsM10sImRhdGFfb2Zmc2V0"
        + "cyI6WzE2LDQwXX0sInNjYWxhciI6eyJkdHlwZSI6IkYzMiIsInNoYXBlIjpbXSwiZGF0YV9vZmZzZXRzIjpbNDAsNDRdfSwiYnJhaW4iOnsi"
        + "ZHR5cGUiOiJCRjE2Iiwic2hhcGUiOlsyXSwiZGF0YV9vZmZzZXRzIjpbNDQsNDhdfSwiaGFsZiI6eyJkdHlwZSI6IkYxNiIsInNoYXBlIjpb"
        + "NF0sImRhdGFfb2Zmc2V0cyI6WzQ4LDU2XX19ICAgICAgAAAAAAAA4D8AAAAAAADwvwAAwD8AAADAAACAPgAAQEAAAIBAAAAAvgAA4ECAP0lA"
        + "ADxVtf97AQA="
    )!)

  @Test func `A file from PyTorch is read, whatever its floating-point type`() throws {
    let file = try Safetensors(bytes: Self.fromPyTorch, named: "net.safetensors")
    #expect(file.tensors.keys.sorted() == ["brain", "half", "layers.0.bias", "layers.0.weight", "scalar"])
    #expect(try file.values("layers.0.weight", shape: [2, 3]) == [1.5, -2, 0.25, 3, 4, -0.125])
    #expect(try file.values("layers.0.bias", shape: [2]) == [0.5, -1])
    #expect(try file.values("half", shape: [4]) == [1, -0.333251953125, 65504, 5.960464477539063e-08])
    #expect(try file.values("brain", shape: [2]) == [1, 3.140625])
    #expect(try file.values("scalar", shape: []) == [7])
    #expect(file.metadata == ["format": "pt"])
  }

  @Test func `Metadata are read as they were written, and refused when they are no text`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/w.safetensors"
      let metadata = ["classes": "a\t\"b\"\t1/2", "activation": "sigmoid"]
      let tensors = ["b": Tensor(shape: [1], values: [3])]
      try Safetensors(tensors, metadata: metadata).write(to: path)
      let file = try Safetensors(file: path)
      #expect(file.metadata == metadata)
      #expect(file.tensors == tensors)
    }
    let header = #"{"__metadata__":{"epochs":5}}"#
    let bytes = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Array($0) } + header.utf8
    #expect(
      message { try Safetensors(bytes: bytes, named: "n") }
        == "n: the header's __metadata__ is no JSON object of texts")
  }

  @Test func `What is written is read again, and its numbers begin at a multiple of eight`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/w.safetensors"
      let tensors = [
        "c1.weight": Tensor(shape: [2, 1, 2], values: [1, -0.0, 0x1p100, 0x1p-140]),
        "a \"quoted\" name": Tensor(shape: [0, 3], values: []), "b": Tensor(shape: [], values: [3]),
      ]
      try Safetensors(tensors).write(to: path)
      let file = try Safetensors(file: path)
      #expect(file.tensors == tensors)
      #expect(file.tensors["c1.weight"]?.values[1].sign == .minus)
      let length = try readBytes(path)[0..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
      #expect(length % 8 == 0)
    }
  }

  @Test func `A tensor that is missing or of another shape is named with what there is`() throws {
    let file = try Safetensors(bytes: Self.fromPyTorch, named: "net.safetensors")
    #expect(
      message { try file.values("c1.weight", shape: [6]) }
        == "net.safetensors has no tensor c1.weight; it has brain, half, layers.0.bias, layers.0.weight, scalar"
    )
    #expect(
      message { try file.values("layers.0.weight", shape: [3, 2]) }
        == "net.safetensors: tensor layers.0.weight has shape [2, 3], expected [3, 2]")
  }

  @Test func `A value that is not finite, a tensor that is no matrix and one too many are refused`() throws {
    let file = Safetensors(parameters: [
      ("a", [2], [1, .nan]), ("b", [0, 2], []), ("c", [2, 3], [1, 2, 3, 4, 5, 6]),
    ])
    #expect(
      message { try file.values("a", shape: [2]) }
        == "new tensors: tensor a, value 1: found nan, expected a finite number")
    #expect(try file.rowsAndColumns("c") == (2, 3))
    #expect(
      message { try file.rowsAndColumns("a") }
        == "new tensors: tensor a has shape [2], expected rows and columns, none of them 0")
    #expect(message { try file.rowsAndColumns("b") }.contains("shape [0, 2], expected rows"))
    #expect(message { try file.rowsAndColumns("d") } == "new tensors has no tensor d; it has a, b, c")
    #expect(message { try file.expectOnly(["c", "b", "a"]) } == "no error")
    #expect(
      message { try file.expectOnly(["a", "c"]) }
        == "new tensors: found a tensor b, which this network does not have; expected only a, c")
  }

  @Test func `A layer goes out as PyTorch keeps it and comes back`() throws {
    let file = Safetensors(linear: [[1, 2], [3, 4], [5, 6]], bias: [7, 8])
    #expect(file.tensors["weight"] == Tensor(shape: [2, 3], values: [1, 3, 5, 2, 4, 6]))
    #expect(file.tensors["bias"] == Tensor(shape: [2], values: [7, 8]))
    let (weights, bias) = try file.linear()
    #expect(weights == [[1, 2], [3, 4], [5, 6]] && bias == [7, 8])
    #expect(
      message { try file.linear(outputs: 1) }
        == "new tensors: tensor weight has shape [2, 3], expected [1, 3]")
    #expect(
      message { try Safetensors(parameters: [("bias", [1], [1])]).linear() }.contains("no tensor weight"))
  }

  static let broken: [(header: String, data: Int, says: String)] = [
    ("[]", 0, "the header is no JSON object"), ("{\"a\":", 0, "the header is no JSON object"),
    ("", 0, "the header is no JSON object"), ("{\"a\":1}", 0, "tensor a has no proper dtype"),
    ("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}}", 4, "tensor a has no proper dtype"),
    ("{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}", 4, "tensor a has no proper dtype"),
    ("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}", 4, "tensor a has no proper dtype"),
    (
      "{\"a\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]}}", 8,
      "tensor a is of type I64, expected F32"
    ),
    (
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}", 4,
      "of shape [2] needs 8 bytes, its data_offsets span 4"
    ),
    (
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[3037000500,3037000500,3037000500],\"data_offsets\":[0,4]}}", 4,
      "too large"
    ),
    (
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", 4,
      "tensor a ends at byte 8 of the data, which has 4"
    ),
    (
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 5,
      "found 5 bytes of data, expected 4"
    ),
    (
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", 8,
      "begins at byte 4 of the data, expected 0: there is a gap"
    ),
    (
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
      8, "tensor b begins at byte 4 of the data, expected 8: it overlaps another"
    ),
  ]

  @Test(arguments: broken)
  func `A broken header is refused in a sentence`(header: String, data: Int, says: String) {
    let length = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Array($0) }
    let bytes = length + Array(header.utf8) + [UInt8](repeating: 0, count: data)
    let message = message { try Safetensors(bytes: bytes, named: "x") }
    #expect(message.contains(says), "\(message)")
  }

  @Test func `A file cut short anywhere is refused`() {
    for count in 0..<Self.fromPyTorch.count {
      #expect(throws: UserError.self) {
        try Safetensors(bytes: Array(Self.fromPyTorch.prefix(count)), named: "x")
      }
    }
  }

  private func message(_ work: () throws -> some Any) -> String {
    do {
      _ = try work()
      return "no error"
    } catch {
      return "\(error)"
    }
  }
}

@Suite struct DoubledKeyTests {
  @Test(arguments: [
    #"{"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}"#,
    #"{"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},"\u0061":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}"#,
    #"{"__metadata__":{"a":"1","x":"{\"a\":1}","a":"2"}}"#,
  ])
  func `A key that stands twice is refused`(header: String) {
    let length = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Array($0) }
    #expect(throws: UserError("t: the header has the key \"a\" twice")) {
      try Safetensors(bytes: length + header.utf8, named: "t")
    }
  }
}
