import Testing

@testable import Figures
@testable import Formats
@testable import ReadAlong

@Suite struct ProgressTests {
  /// A clock that the test drives, and what was written.
  final class World {
    var time = 100.0
    var output: [String] = []
  }

  let world = World()

  func progress(
    total: Int, alreadyDone: Int = 0, columns: Int = 0, environment: [String: String] = ["TERM": "xterm"]
  ) -> Progress {
    Progress(
      total: total, alreadyDone: alreadyDone, unit: "images",
      terminal: Terminal(isInteractive: columns > 0, columns: columns, environment: environment),
      clock: { [world] in world.time }, write: { [world] in world.output.append($0) })
  }

  /// The columns a bar takes once its control codes are gone.
  func width(_ line: String) -> Int { visibleWidth(line.filter { $0 != "\r" }) }

  @Test func `Plain lines tell epoch, loss, rate and time left`() {
    let progress = progress(total: 4)
    world.time += 10
    progress.update(completed: 1, loss: 0.5, units: 60_000)
    world.time += 10
    progress.update(completed: 2, loss: 0.00025, units: 120_000)
    world.time += 60
    progress.update(completed: 4, units: 240_000)
    progress.finish()
    #expect(
      world.output == [
        "epoch 1/4  loss 0.5000  6,000 images/s  30.0 s left\n",
        "epoch 2/4  loss 2.500e-4  6,000 images/s  20.0 s left\n",
        "epoch 4/4  3,000 images/s\n",
        "4 epochs in 1 min 20 s, 3,000 images/s\n",
      ])
  }

  @Test(arguments: [7, 20, 30, 1000])
  func `A run has twenty plain lines and a summary`(total: Int) {
    let progress = progress(total: total)
    for step in 1...total {
      for part in stride(from: 0.0, to: 1, by: 0.25) {
        world.time += 1
        progress.update(completed: step - 1, part: part, units: 1)
      }
    }
    progress.update(completed: total, units: 1)
    progress.finish()
    #expect(world.output.count == 21)
    #expect(world.output.dropLast().last?.hasPrefix("epoch \(grouped(total))/") == true)
  }

  @Test func `After a resume only the new work counts`() {
    let progress = progress(total: 30, alreadyDone: 20)
    world.time += 50
    progress.update(completed: 25, loss: 1, units: 500)
    progress.finish()
    #expect(
      world.output == [
        "epoch 25/30  loss 1.0000  10 images/s  50.0 s left\n",
        "5 epochs in 50.0 s, loss 1.0000, 10 images/s\n",
      ])
  }

  @Test func `A bar is drawn at once and then at most ten times a second`() {
    let progress = progress(total: 1000, columns: 80)
    #expect(world.output.count == 1)
    for step in 1...1000 {
      world.time += 1.0 / 512
      progress.update(completed: step, loss: 1, units: step)
    }
    let seconds = 1000.0 / 512
    #expect((15...Int(seconds * 10) + 1).contains(world.output.count))
  }

  @Test(arguments: [30, 45, 60, 80, 100])
  func `A bar stays on one line of the terminal`(columns: Int) {
    let progress = progress(total: 10_000, columns: columns)
    for step in stride(from: 1, through: 10_000, by: 499) {
      world.time += 10
      progress.update(completed: step, loss: 12_345.678, units: step * 60_000)
    }
    #expect(world.output.count > 20)
    #expect(world.output.allSatisfy { $0.hasPrefix("\r") && $0.hasSuffix("\u{1B}[K") })
    #expect(world.output.map(width).max()! < columns)
  }

  @Test func `The bar fills with the work done`() {
    let progress = progress(total: 4, columns: 100)
    world.time += 1
    progress.update(completed: 1, part: 0.5, loss: 2, units: 60)
    let line = world.output[1]
    #expect(line.filter { $0 == "━" }.count == 11)
    #expect(line.filter { $0 == "─" }.count == 19)
    #expect(line.contains("epoch 2/4"))
    #expect(line.contains("loss 2.0000  60 images/s  1.7 s left"))
    #expect(world.output[0].contains("epoch 1/4"))
  }

  @Test func `The summary takes the place of the bar, once`() {
    let progress = progress(total: 2, columns: 80)
    world.time += 1
    progress.update(completed: 1, loss: .nan, units: 3)
    world.output = []
    progress.finish()
    progress.finish()
    #expect(world.output == ["\r\u{1B}[K1 epoch in 1.0 s, loss nan, 3.00 images/s\n"])
  }

  @Test func `NO_COLOR gives plain lines on a terminal too`() {
    let progress = progress(total: 2, columns: 80, environment: ["TERM": "xterm", "NO_COLOR": "1"])
    world.time += 1
    progress.update(completed: 1, units: 20)
    #expect(world.output == ["epoch 1/2  20 images/s  1.0 s left\n"])
  }

  @Test func `A run that ends at once has no rate`() {
    let progress = progress(total: 3)
    progress.update(completed: 3, units: 5)
    progress.finish()
    #expect(world.output == ["epoch 3/3\n", "3 epochs in 0 µs\n"])
  }
}

@Suite struct WaitingTests {
  @Test func `A wait is told by the second, and its line is taken back`() {
    final class Written: @unchecked Sendable {
      var text = ""
    }
    let written = Written()
    let waiting = Waiting { written.text += $0 }
    waiting.tick()
    waiting.tick()
    waiting.end()
    waiting.tick()
    waiting.end()
    #expect(written.text == "\r  computing, 1 s\u{1B}[K\r  computing, 2 s\u{1B}[K\r\u{1B}[K")
  }
}
