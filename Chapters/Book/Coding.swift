// Pictures, texts and weights in few bytes. Each bit is coded by how likely it is (arithmetic coding, Rissanen and Langdon
// 1979). Four views of the bytes before it keep chances of their own; logistic regression learns, bit by bit, how to weigh
// them against each other (Mahoney's PAQ). Writer and reader learn the same. Without `exp`, so that they do so everywhere.

/// What the bytes before it say of a bit.
struct ByteModel {
  private static let places = 1 << 22
  /// Of a row of pixels; 0 for letters.
  private let width: Int
  private var chances = [Float](repeating: 0.5, count: places)
  private var counts = [UInt8](repeating: 0, count: places)
  /// By the pixels to the left and above, and by whether the bit asks for paper; of letters by the bit's number.
  private var weights = [SIMD4<Float>](repeating: SIMD4(repeating: 0.3), count: 256)
  private var views = SIMD4<UInt32>()
  private var set = 0
  // Of the bit that is asked for now
  private var found = SIMD4<UInt32>()
  private var inputs = SIMD4<Float>()
  private var row = 0
  private var chance: Float = 0.5
  /// 1 / (1 + e^(−x)) for x from −12 to 12 in steps of 1/128, and x for 4,096 chances.
  private var sigmoid = [Float](repeating: 0.5, count: 3073)
  private var logit = [Float](repeating: 0, count: 4096)

  init(width: Int) {
    self.width = width
    var power = 1.0
    for i in 0...1536 {
      sigmoid[1536 + i] = Float(power / (1 + power))
      sigmoid[1536 - i] = Float(1 / (1 + power))
      power *= 1.0078430972064479  // e^(1/128)
    }
    var i = 0
    for p in 0..<4096 {
      while i < 3072 && sigmoid[i] < (Float(p) + 0.5) / 4096 { i += 1 }
      logit[p] = Float(i - 1536) / 128
    }
  }

  /// Looks at what stands before the next byte.
  mutating func look(_ bytes: [UInt8]) {
    let end = bytes.count
    func pixel(_ back: Int) -> Int { end >= back ? Int(bytes[end - back]) : 0 }
    if width == 0 {  // the letter before, and the last three, four and six
      var last: UInt32 = 0
      for back in 1...6 {
        last = (last ^ UInt32(pixel(back))) &* 0x2F0B_4C47 &+ 1
        if let view = [1, 3, 4, 6].firstIndex(of: back) { views[view] = last ^ (last &>> 15) }
      }
      return
    }
    func level(_ value: Int) -> Int {
      value == 0 ? 0 : value < 64 ? 1 : value < 160 ? 2 : value < 250 ? 3 : 4
    }
    let (left, up, before, after) = (pixel(1), pixel(width), pixel(width + 1), pixel(width - 1))
    let (left2, up2) = (level(pixel(2)), level(pixel(2 * width)))
    set = level(left) * 5 + level(up)
    let slope = max(0, min(255, left + up - before))
    let all: SIMD4<UInt32> = [
      UInt32(left / 8 * 32 + up / 8),
      UInt32((((set * 5 + level(before)) * 5 + level(after)) * 5 + left2) * 5 + up2),
      UInt32(
        slope / 4 * 64 + abs(left - before) / 64 * 16 + abs(up - before) / 64 * 4 + abs(up - after) / 64),
      UInt32((left / 8 * 32 + before / 8) * 25 + left2 * 5 + level(up)),
    ]
    let mixed = (all &* 8 &+ [1, 2, 3, 4]) &* 0x9E37_79B1
    views = mixed ^ (mixed &>> 15)
  }

  /// The chance that a bit is one, in 65,536ths. Bits have numbers: 0 asks whether the byte is 0, as paper is, the others
  /// are the nodes of a tree.
  mutating func ask(_ node: Int) -> UInt32 {
    let mixed = views &+ UInt32(node) &* 0x85EB_CA6B
    found = ((mixed ^ (mixed &>> 13)) &* 0x9E37_79B1) &>> 10
    for i in 0..<4 { inputs[i] = logit[Int(chances[Int(found[i])] * 4095.99)] }
    row = width == 0 ? node : set * 2 + (node == 0 ? 0 : 1)
    let sum = (weights[row] * inputs).sum()
    chance = sigmoid[max(0, min(3072, Int(sum * 128 + 1536.5)))]
    return max(1, min(65535, UInt32(chance * 65536)))
  }

  /// The bit that was asked for.
  mutating func learn(_ bit: Bool) {
    let truth: Float = bit ? 1 : 0
    weights[row] += inputs * ((truth - chance) * 0.005)
    for i in 0..<4 {
      let place = Int(found[i])
      chances[place] += (truth - chances[place]) / (Float(counts[place]) + 1.5)
      if counts[place] < 127 { counts[place] += 1 }
    }
  }
}

/// Pixels, so many a row, or letters, coded.
func code(_ bytes: [UInt8], width: Int) -> [UInt8] {
  var model = ByteModel(width: width)
  var (low, high, code) = (UInt32(0), UInt32.max, [UInt8]())
  var seen: [UInt8] = []
  func write(_ node: Int, _ bit: Bool) {
    let middle = low + UInt32((UInt64(high - low) * UInt64(model.ask(node))) >> 16)
    if bit { high = middle } else { low = middle + 1 }
    model.learn(bit)
    while (low ^ high) >> 24 == 0 {
      code.append(UInt8(high >> 24))
      (low, high) = (low << 8, high << 8 | 255)
    }
  }
  seen.reserveCapacity(bytes.count)
  for byte in bytes {
    model.look(seen)
    write(0, byte == 0)
    var node = 1
    for place in (0..<8).reversed() where byte > 0 {
      let bit = byte >> place & 1 == 1
      write(node, bit)
      node = 2 * node + (bit ? 1 : 0)
    }
    seen.append(byte)
  }
  return code + [24, 16, 8, 0].map { UInt8(high >> $0 & 255) }
}

/// Reads what `code` has written.
struct CodeReader {
  private(set) var bytes: [UInt8] = []
  private var model: ByteModel
  private let code: [UInt8]
  private let count: Int
  private var place = 0
  private var (low, high, value) = (UInt32(0), UInt32.max, UInt32(0))

  init(_ code: [UInt8], width: Int, count: Int) {
    self.code = code
    self.count = count
    bytes.reserveCapacity(count)
    model = ByteModel(width: width)
    for _ in 0..<4 { take() }
  }

  private mutating func take() {
    value = value << 8 | (place < code.count ? UInt32(code[place]) : 255)
    place += 1
  }

  private mutating func bit(_ node: Int) -> Bool {
    let middle = low + UInt32((UInt64(high - low) * UInt64(model.ask(node))) >> 16)
    let bit = value <= middle
    if bit { high = middle } else { low = middle + 1 }
    model.learn(bit)
    while (low ^ high) >> 24 == 0 {
      (low, high) = (low << 8, high << 8 | 255)
      take()
    }
    return bit
  }

  /// Reads so many bytes more; false when all are read.
  mutating func read(_ most: Int) -> Bool {
    for _ in 0..<min(most, count - bytes.count) {
      model.look(bytes)
      var node = 0
      if !bit(0) {
        node = 1
        while node < 256 { node = 2 * node + (bit(node) ? 1 : 0) }
      }
      bytes.append(UInt8(truncatingIfNeeded: node))
    }
    return bytes.count < count
  }
}
