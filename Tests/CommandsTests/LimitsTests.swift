import Formats
import Foundation
import Support
import Testing

/// What is scarce: memory, threads, descriptors, time.
@Suite struct LimitsTests {
  #if os(Linux)
    @Test(arguments: ["fields", "blank", "words", "vectors"])
    func `Whatever memory there is, a large file is read or refused`(kind: String) throws {
      let shop = try Workshop()
      let count = 300_000
      let line: String
      switch kind {
      case "fields":
        try write("a,b\n" + String(repeating: "1,2\n3,4\n", count: count), shop.path("large"))
        line = "linear-regression train --data large --inputs a --target b --epochs 1"
      case "blank":
        try write("a\n" + String(repeating: "\n", count: 3 * count) + "1\n", shop.path("large"))
        line = "softmax-classifier train --data large --epochs 1"
      case "words":
        try write((0..<count).map { "\($0)\n" }.joined(), shop.path("large"))
        line = "word2vec train --corpus large --hidden 1 --min-count 1 --epochs 1"
      default:
        try write("\(count) 1\n" + (0..<count).map { "\($0) 1\n" }.joined(), shop.path("large"))
        line = "word2vec neighbors --vectors large 7"
      }
      var said = 0
      for megabytes in [110, 115, 120, 125, 130, 135, 140, 150, 160, 170, 180, 200, 230, 260] {
        let outcome = try shop.run(line, megabytes: megabytes)
        if outcome.status == 127 { continue }  // too little for the program itself
        #expect([0, 1].contains(outcome.status), "\(megabytes) MB: \(outcome.error.suffix(300))")
        if outcome.status == 1 { #expect(outcome.sentences.count == 1, "\(outcome.error.suffix(300))") }
        said += outcome.error.contains("more than there is") ? 1 : 0
      }
      #expect(said > 0)
    }

    @Test(arguments: [
      recurrent.replacing(
        "--hidden 4 --sequence 8 --batch 2 --every 2 --threads 1",
        with: "--hidden 200 --layers 2 --sequence 32 --batch 32 --every 2 --steps 2 --threads 3"),
      "recurrent-network dates --steps 1", "perceptron mark-i --pictures 2000 --units 3000 --until 100",
      "multilayer-perceptron points --count 20000 --steps 3 --hidden 64",
      "multilayer-perceptron train --batch 4000 --steps 1 --threads 2",
      "multilayer-perceptron train --hidden 900,900 --batch 4000 --steps 1 --threads 2",
    ])
    func `Whatever memory there is, a command has its numbers or says why not`(line: String) throws {
      let shop = try Workshop()
      try shop.writeCorpus()
      var said = 0
      for megabytes in stride(from: 84, to: 400, by: 19) {
        let outcome = try shop.run(line, megabytes: megabytes)
        if outcome.status == 127 { continue }  // too little for the program itself
        #expect([0, 1].contains(outcome.status), "\(megabytes) MB: \(outcome.error.suffix(300))")
        if outcome.status == 1 { #expect(outcome.sentences.count == 1, "\(outcome.error.suffix(300))") }
        said += outcome.error.contains("more than there is") ? 1 : 0
      }
      #expect(said > 0)
    }

    @Test(arguments: ["--weights given.safetensors --steps 1", "--resume given.net --epochs 2"])
    func `Whatever memory there is, a network of a file is trained or says why not`(rest: String) throws {
      let shop = try Workshop()
      try shop.writeImages()
      try shop.succeeds("\(layers) --hidden 1500,1500 --steps 1 --save given.safetensors")
      try shop.succeeds("\(layers) --hidden 1500,1500 --epochs 1 --save given.net")
      var said = 0
      for megabytes in stride(from: 120, to: 500, by: 29) {
        let outcome = try shop.run("\(layers) \(rest)", megabytes: megabytes)
        #expect([0, 1].contains(outcome.status), "\(megabytes) MB: \(outcome.error.suffix(300))")
        if outcome.status == 1 { #expect(outcome.sentences.count == 1, "\(outcome.error.suffix(300))") }
        said += outcome.error.contains("a network of [784, 1500, 1500, 10]: that needs") ? 1 : 0
      }
      #expect(said > 0)
    }

    @Test func `Many classes for many examples are refused before the memory for them is asked for`() throws {
      let shop = try Workshop()
      let count = 60_000
      let numbers = [Float](repeating: 0, count: count)
      try write("a,kind\n" + (0..<count).map { "1,k\($0)\n" }.joined(), shop.path("many.csv"))
      try NPYArray(shape: [count, 1], values: .float32(numbers)).write(to: shop.path("many.npy"))
      for (name, prefix) in [("layer", ""), ("network", "layers.0.")] {
        try Safetensors(parameters: [
          (prefix + "weight", [count, 1], numbers), (prefix + "bias", [count], numbers),
        ]).write(to: shop.path(name + ".safetensors"))
      }
      for line in [
        "perceptron train --data many.csv --inputs a --label kind --epochs 1",
        "perceptron predict --weights layer.safetensors --input many.npy --output out.npy",
        "softmax-classifier predict --weights network.safetensors --input many.npy --output out.npy",
        "softmax-classifier train --weights network.safetensors --data many.csv --label kind "
          + "--held-out 0 --epochs 1",
      ] { try shop.refuses(line, "more than there is") }
    }

    @Test func `Many texts of a model of many words are refused before they are counted`() throws {
      let shop = try Workshop()
      func texts(_ count: Int, _ words: (Int) -> String) throws {
        let rows = (0..<count).map { "\(words($0)),\($0 % 2 == 0 ? "x" : "y")\n" }
        try write("definition,topic\n" + rows.joined(), shop.path("texts.csv"))
      }
      try texts(100) { n in (0..<100).map { "w\(100 * n + $0)" }.joined(separator: " ") }
      try shop.succeeds("perceptron train --data texts.csv --epochs 1 --test 0 --save model.csv")
      try texts(100_000) { "w\($0 % 7)" }
      try shop.refuses("perceptron predict --weights model.csv --data texts.csv", "more than there is")
    }

    @Test func `What finds no memory says so, and a fault of the program's own is not called that`() throws {
      let shop = try Workshop()
      try shop.writeNumbers()
      try write(
        """
        #include <stddef.h>
        void *__libc_malloc(size_t);
        void *malloc(size_t n) { return n >= 65536 && n < 66000 ? NULL : __libc_malloc(n); }

        """, shop.path("none.c"))
      guard try shop.run("clang -shared -fPIC none.c -o none.so").status == 0 else { return }
      let line = "LD_PRELOAD=$PWD/none.so \(linear) --epochs 1"
      let outcome = try shop.run(line, megabytes: 300)
      #expect(outcome.status == 1, "\(outcome.error.suffix(300))")
      #expect(outcome.sentences.last == "linear-regression: there is too little memory for this")
      let fault = try shop.run(line, megabytes: 3000)
      #expect(fault.status == 128 + SIGABRT, "\(fault.error.suffix(300))")
    }

    @Test func `What has hardly the memory to begin says so, and nothing else is said`() throws {
      let shop = try Workshop()
      // As much as the libraries need; the loader says so where they do not fit.
      var fits = 40
      while fits < 400, try shop.run("perceptron --list", megabytes: fits).status == 127 { fits += 1 }
      for megabytes in fits + 2..<fits + 30 {
        let outcome = try shop.run("perceptron predict law", megabytes: megabytes)
        #expect([0, 1].contains(outcome.status), "\(megabytes) MB: \(outcome.error.prefix(300))")
        #expect(
          outcome.status == 0
            || outcome.error.hasPrefix("perceptron: ") && outcome.error.split(separator: "\n").count == 1,
          "\(megabytes) MB: \(outcome.error.prefix(300))")
      }
    }

    @Test func `A file system that locks nothing for us keeps no unfinished file`() throws {
      let shop = try Workshop()
      try shop.writeNumbers()
      try write(
        "#include <errno.h>\nint flock(int f, int o) { errno = EWOULDBLOCK; return -1; }\n",
        shop.path("none.c"))
      guard try shop.run("clang -shared -fPIC none.c -o none.so").status == 0 else { return }
      try shop.refuses(
        "LD_PRELOAD=$PWD/none.so \(linear) --epochs 1 --save m.csv", "another process writes it")
    }

    @Test func `Threads that cannot be started are not waited for`() throws {
      let shop = try Workshop()
      try shop.writeNumbers()
      try shop.writeImages()
      try shop.writeCorpus()
      // A thread's stack takes 8 MB of what may be addressed.
      for line in [
        "\(word2vec) --epochs 1", "\(lenet) --epochs 1", "\(layers) --hidden 4 --epochs 1",
        "matrix benchmark",
        "softmax-classifier search --data numbers.csv --trials 2 --folds 2 --epochs 1 --neurons 2",
        recurrent.replacing("--threads 1", with: "--steps 2"),
      ] {
        try shop.refuses("ulimit -s 8192; ulimit -v 400000; \(line) --threads 64", "cannot start 64 threads")
      }
    }

    @Test func `A training whose threads do not all start ends all the same`() throws {
      let shop = try Workshop()
      try shop.writeImages()
      try shop.writeNumbers()
      try shop.writeCorpus()
      // Of the threads that are asked for only those with the numbers in FEW do not start.
      try write(
        """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <errno.h>
        #include <pthread.h>
        #include <stdlib.h>
        static int asked;
        int pthread_create(pthread_t *t, const pthread_attr_t *a, void *(*f)(void *), void *x) {
          int n = __atomic_add_fetch(&asked, 1, __ATOMIC_SEQ_CST);
          if (n >= atoi(getenv("FROM")) && n < atoi(getenv("TO"))) return EAGAIN;
          int (*next)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *) =
            (int (*)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *))dlsym(RTLD_NEXT, "pthread_create");
          return next(t, a, f, x);
        }

        """, shop.path("few.c"))
      guard try shop.run("clang -shared -fPIC few.c -o few.so").status == 0 else { return }
      for line in [
        "\(lenet) --epochs 1 --batch 60", "\(layers) --hidden 4 --epochs 1", "\(word2vec) --epochs 1",
        "softmax-classifier search --data numbers.csv --trials 2 --folds 3 --epochs 1 --neurons 2",
        recurrent.replacing("--threads 1", with: "--steps 2"),
      ] {
        let whole = line.contains("search") ? "" : "--save"
        if !whole.isEmpty { try shop.succeeds("\(line) --threads 3 --save whole") }
        for (first, end) in [(1, 9), (2, 9), (3, 4), (3, 9), (4, 5), (4, 9)] {
          let outcome = try shop.run(
            "FROM=\(first) TO=\(end) LD_PRELOAD=$PWD/few.so \(line) --threads 3 \(whole.isEmpty ? "" : "--save few")",
            seconds: 20)
          if first < 3 {
            #expect(outcome.status == 1 && outcome.sentences.count == 1, "\(line): \(outcome.error)")
          } else {
            #expect(outcome.status == 0, "\(line), \(first) to \(end): \(outcome.error.suffix(300))")
            if !whole.isEmpty, !line.contains("word2vec") { try shop.expectSame("whole", "few") }
          }
        }
      }
    }

    @Test func `On a terminal a program without descriptors for a clock runs`() throws {
      let shop = try Workshop()
      for count in [4, 5, 6] {
        let line = "ulimit -n \(count); linear-regression --section 1.3"
        let outcome = try shop.run(
          "TERM=xterm python3 -c 'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode("
            + "pty.spawn([\"bash\", \"-c\", \"\(line)\"])))'")
        #expect(outcome.status == 0, "\(count): \(outcome.output.suffix(300))")
      }
    }
  #endif

  @Test func `What a model writes moves no terminal, and into a pipe goes as it is`() throws {
    let shop = try Workshop()
    try write(
      Array(String(repeating: "ab\u{1B}[31m\u{7}\u{9B}\r\u{E9}\t\n", count: 40).utf8) + [0xFF, 0xE9],
      shop.path("corpus.txt"))
    try shop.succeeds("\(recurrent) --steps 2 --save m")
    let line =
      "recurrent-network sample --weights m --length 0 --prompt $\\x27\\x1b[31m\\x07\\xc2\\x9b\\r\\xc3\\xa9\\t\\xff\\xe9a\\n\\xe9\\x27"
    try write("#!/bin/bash\nexec \(line.replacing("\\x27", with: "'"))\n", shop.path("sample"))
    try shop.succeeds("bash sample > piped")
    #expect(
      try bytes(shop.path("piped")) == [0x1B] + Array("[31m".utf8)
        + [7, 0xC2, 0x9B, 13, 0xC3, 0xA9, 9, 0xFF, 0xE9, 0x61, 10, 0xE9, 10])
    let shown = try shop.run(
      "TERM=xterm python3 -c 'import pty, sys; sys.exit(pty.spawn([\"bash\", \"sample\"]))'")
    #expect(
      shown.output == "\\u{1b}[31m\\u{7}\\u{9b}\\r\u{E9}\t\\xff\\xe9a\r\n\\xe9\r\n", "\(shown.error)")
  }

  @Test func `An interruption that is ignored stays so`() throws {
    let shop = try Workshop()
    try shop.writeNumbers()
    try shop.runWithSignals(
      "\(linear) --epochs 1500000 --batch 6 --save m & child=$!; until [ -s m ]; do sleep 0.02; done; kill -INT $child; kill -INT $child; wait $child",
      ignored: true)
    try shop.succeeds("grep -q 1500000 m")
  }
}
