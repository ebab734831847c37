// A video is a link until somebody asks for it; only then is anything fetched from where it is kept.

export function playVideos(root) {
  root.querySelectorAll("[data-video]").forEach((figure) => {
    const link = figure.querySelector("[data-video-play]");
    link.addEventListener("click", (event) => {
      if (!navigator.onLine) return;
      event.preventDefault();
      const frame = document.createElement("iframe");
      frame.src = figure.dataset.video;
      frame.title = figure.dataset.videoTitle;
      frame.className = "gt-video__frame";
      frame.allow = "fullscreen; picture-in-picture";
      frame.referrerPolicy = "strict-origin-when-cross-origin";
      link.parentElement.replaceWith(frame);
      frame.focus();
    });
  });
}
