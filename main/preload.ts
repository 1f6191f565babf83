import { contextBridge, ipcRenderer } from 'electron';
import type { HostApi } from '#shared/contract/host';
import type { BridgeAnswer } from './answer-request';

// NOTE one small file without zod: a sandboxed preload can't load chunks, and main checks what it is sent anyway.
const api: HostApi = {
  async request(name, input) {
    const answer: BridgeAnswer = await ipcRenderer.invoke('seam', name, input);
    if (!answer.ok) throw new Error(JSON.stringify(answer.refusal));
    return answer.value as never;
  },
  on(name, listen) {
    const hear = (_event: unknown, heard: unknown, body: unknown) => {
      if (heard === name) listen(body as never);
    };
    ipcRenderer.on('seam', hear);
    return () => {
      ipcRenderer.off('seam', hear);
    };
  },
};

contextBridge.exposeInMainWorld('seamHost', api);
