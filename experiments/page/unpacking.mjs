// What a page carries, unpacked: bytes and documents lie in it as gzip and base64, each under an id.

export async function unpacked(id) {
  const bytes = Uint8Array.from(atob(document.getElementById(id).textContent), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

export const described = async (id) => JSON.parse(new TextDecoder().decode(await unpacked(id)));
