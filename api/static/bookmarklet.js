// A bookmark that opens this page with what another tab shows. The text travels in the part of the address after "#",
// which a browser never sends to any server.

/** More than this does not fit into an address of every browser. */
const MOST = 1_500_000;

/** The bookmark's address, made for the service at `origin`. It runs in the other tab, so it names nothing of this page. */
export function bookmarklet(origin) {
  const code = `(()=>{const d=document,p=(s)=>d.querySelector(s),s=String(getSelection()).trim(),a=p("article")||p("main")||d.body,t=s||a.innerText,h=p("h1"),j=encodeURIComponent(JSON.stringify({text:t,title:s&&h?h.innerText:"",url:location.href}));j.length>${MOST}?alert("This text is too long for a bookmark: copy it and paste it into scorer."):open("${origin}/#article="+j)})()`;
  return `javascript:${encodeURIComponent(code)}`;
}

/** {text, title, url} that a bookmark put into this page's address, or null. The address is cleaned. */
export function fromBookmark() {
  const sent = /^#article=(.+)$/s.exec(location.hash)?.[1];
  if (!sent) return null;
  history.replaceState(history.state, "", location.pathname);
  try {
    const { text, title, url } = JSON.parse(decodeURIComponent(sent));
    const plain = (value) => (typeof value === "string" ? value : "");
    return plain(text).trim() ? { text: plain(text), title: plain(title), url: plain(url) } : null;
  } catch {
    return null;
  }
}
