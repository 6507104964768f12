const TYPES = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus", "audio/webm"];

/** One recording: asks for the microphone, and lets go of it as soon as it stops. */
export class Recording {
  private readonly chunks: Blob[] = [];

  private constructor(
    private readonly recorder: MediaRecorder,
    private readonly stream: MediaStream,
  ) {
    recorder.addEventListener("dataavailable", (event) => this.chunks.push(event.data));
    recorder.start(1000);
  }

  /** Rejects when the microphone is refused or missing. */
  static async start(): Promise<Recording> {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const type = TYPES.find((candidate) => MediaRecorder.isTypeSupported(candidate));
    const options = { audioBitsPerSecond: 32_000, ...(type ? { mimeType: type } : {}) };
    return new Recording(new MediaRecorder(stream, options), stream);
  }

  async stop(): Promise<File> {
    if (this.recorder.state !== "inactive") {
      await new Promise((resolve) => {
        this.recorder.addEventListener("stop", resolve, { once: true });
        this.recorder.stop();
      });
    }
    this.stream.getTracks().forEach((track) => track.stop());
    const type = (this.recorder.mimeType || "audio/webm").split(";")[0] ?? "audio/webm";
    return new File(this.chunks, `voice.${extension(type)}`, { type });
  }
}

function extension(type: string): string {
  if (type.includes("mp4")) return "m4a";
  return type.includes("ogg") ? "ogg" : "webm";
}
