"use strict";
book.chapter({
  // Runs beside the page: knows `swift` and nothing else.
  worker(swift) {
    const { exports: e } = swift;
    return {
      descend({ start, rate, steps }) {
        e.oneWeight(start, rate, steps);
        const path = swift.given(), last = path[path.length - 1];
        return { path, loss: e.oneWeightLoss(last), checksum: swift.hex(e.oneWeightChecksum(last)) };
      },
      *walk({ start, rate }) {
        for (let x = start, step = 0; step < 500; step++) {
          e.oneWeight(x, rate, 1);
          x = swift.given()[1];
          yield () => ({ x, step });
        }
      },
    };
  },
  figures: {
    "one-weight"(part) {
      let path = [];
      const loss = x => x * x + 3;
      const canvas = part.canvas("The loss x² + 3 over x, and the weight's way down", 560, 320, (g, colors) => {
        const box = { x: 50, y: 12, width: 490, height: 260 };
        const at = part.axes(g, colors, box, [-2.5, 2.5], [2, 10], { x: "x", y: "loss" });
        g.strokeStyle = colors.category(0); g.lineWidth = 2; g.beginPath();
        for (let x = -2.5; x <= 2.5; x += 0.05) g.lineTo(at.x(x), at.y(loss(x)));
        g.stroke();
        g.fillStyle = colors.category(1);
        for (const x of path) { g.beginPath(); g.arc(at.x(x), at.y(loss(x)), 4, 0, 7); g.fill(); }
      });
      part.number("start", "Start", 2, { min: -2.5, max: 2.5 });
      part.slider("rate", "Learning rate", 0.01, { min: 0.01, max: 1.1, step: 0.01 });
      part.number("steps", "Steps", 200, { min: 0, max: 500, step: 1 });
      part.presets("Try", [["As on the slide", {}], ["Too large", { rate: 1.05, steps: 10 }]]);
      part.button("Reset", () => part.reset());
      part.onchange = async values => {
        const answer = await part.ask("descend", { ...values });
        path = answer.path;
        canvas.redraw();
        part.show({ x: path[path.length - 1].toFixed(4), Loss: answer.loss.toFixed(4) });
        part.say(`After ${values.steps} steps the loss is ${answer.loss.toFixed(4)}.`);
        part.checksum(answer.checksum);
      };
    },
  },
});
