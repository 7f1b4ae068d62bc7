/** Drawn sample photos, for whoever has none at hand: the story plays without any file from disk. */

const WIDTH = 1280;
const HEIGHT = 960;
const SCENES = [
  { name: "示例照片1-宣讲现场.jpg", title: "宣讲现场", sky: "#cfe3ea", ground: "#8fb3a5", draw: people },
  { name: "示例照片2-发放明白纸.jpg", title: "发放明白纸", sky: "#f1e3c6", ground: "#c9975b", draw: leaflets },
  { name: "示例照片3-车间走访.jpg", title: "车间走访", sky: "#d9d4e6", ground: "#6f6a8f", draw: workshop },
];

/** Three JPEG files, 1280 × 960, unlike one another so that no check takes them for copies. */
export function samplePhotos() {
  return Promise.all(SCENES.map((scene) => new Promise((resolve) => {
    const canvas = document.createElement("canvas");
    canvas.width = WIDTH;
    canvas.height = HEIGHT;
    paint(canvas.getContext("2d"), scene);
    canvas.toBlob((blob) => resolve(new File([blob], scene.name, { type: "image/jpeg" })), "image/jpeg", 0.88);
  })));
}

function paint(pen, { title, sky, ground, draw }) {
  pen.fillStyle = sky;
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  pen.fillStyle = ground;
  pen.fillRect(0, HEIGHT * 0.62, WIDTH, HEIGHT * 0.38);
  draw(pen);
  pen.fillStyle = "rgba(20, 30, 34, 0.72)";
  pen.fillRect(0, HEIGHT - 110, WIDTH, 110);
  pen.fillStyle = "#fff";
  pen.font = "48px 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif";
  pen.textBaseline = "middle";
  pen.fillText(`示例照片 · ${title}`, 48, HEIGHT - 55);
}

function people(pen) {
  pen.fillStyle = "#b3413a";
  pen.fillRect(180, 140, 920, 120);
  for (const [index, x] of [220, 400, 580, 760, 940].entries()) figure(pen, x, 560 + (index % 2) * 60, "#2f5d62");
}

function leaflets(pen) {
  pen.fillStyle = "#6d4a2a";
  pen.fillRect(140, 560, 700, 60);
  pen.fillStyle = "#fffdf6";
  for (const x of [180, 360, 540, 700]) pen.fillRect(x, 470, 110, 90);
  figure(pen, 980, 470, "#8a3b2c");
}

function workshop(pen) {
  pen.fillStyle = "#4c4868";
  for (const x of [80, 480, 880]) {
    pen.fillRect(x, 220, 300, 260);
    pen.fillRect(x + 120, 480, 60, 260);
  }
  figure(pen, 420, 620, "#d8a23f");
  figure(pen, 820, 640, "#d8a23f");
}

function figure(pen, x, y, coat) {
  pen.fillStyle = "#e8c9a8";
  pen.beginPath();
  pen.arc(x + 50, y - 50, 46, 0, Math.PI * 2);
  pen.fill();
  pen.fillStyle = coat;
  pen.fillRect(x - 10, y, 120, 220);
}
