/** Buttons that copy what stands beside them. */
export function copyButtons() {
  for (const button of document.querySelectorAll('.copy')) {
    button.hidden = false;
    button.addEventListener('click', async () => {
      const pre = button.parentElement.querySelector('pre');
      await copied(pre);
      button.textContent = 'Copied';
      setTimeout(() => {
        button.textContent = 'Copy';
      }, 1500);
    });
  }
}

/** A page opened as a file may not be let to the clipboard: then the text is selected, to be copied by hand. */
async function copied(pre) {
  try {
    await navigator.clipboard.writeText(pre.textContent);
  } catch {
    getSelection().selectAllChildren(pre);
    document.execCommand('copy');
  }
}
