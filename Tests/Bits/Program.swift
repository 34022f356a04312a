// The program around `plain` and `lanes` of a module: a line for each, natively and on Arm.

@main struct Program {
  static func main() {
    var hash = Checksum()
    plain(&hash)
    print("plain " + hash.text)
    #if !PLAIN
      for threads in [1, 2, 3, 5] {
        var hash = Checksum()
        lanes(&hash, threads: threads)
        print("lanes " + hash.text)
      }
    #endif
  }
}
