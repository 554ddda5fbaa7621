# Provas sem mensagem: perguntas, app autenticador, códigos de recuperação, chaves de acesso e ligações.

proof-none = Não funciona? <a>Fale com o administrador</a>.
proof-no-tries-left = Não restam tentativas para esta forma. Escolha outra.

questions-title = Responda às suas perguntas
questions-hint = Maiúsculas, acentos e espaços no início ou no fim não fazem diferença.
questions-empty = Digite sua resposta
questions-length = A resposta deve ter de 3 a 40 caracteres

app-title = Digite o código do seu app
app-lead = Abra seu app autenticador. Ele mostra seis algarismos, que mudam a cada 30 segundos.

recovery-code-title = Digite um dos seus códigos de recuperação
recovery-code-lead = Cada um funciona uma só vez. Depois dizemos quantos restam.
recovery-code-label = Código de recuperação
recovery-code-hint = 16 letras e algarismos. Maiúsculas, espaços e traços não fazem diferença.
recovery-code-empty = Digite um dos seus códigos de recuperação

passkey-title = Use sua chave de acesso
passkey-lead = Seu dispositivo pede seu rosto, sua digital ou o PIN. Ele nunca nos diz qual.
passkey-use = usar minha chave de acesso
passkey-missing = Este navegador não pode usar chaves de acesso. Escolha outra forma ou abra esta página no dispositivo em que está sua chave de acesso.
passkey-failed = Nenhuma chave de acesso foi usada. Tente de novo ou escolha outra forma.
passkey-needs-script = <b>As chaves de acesso precisam de JavaScript.</b> Ative-o ou escolha outra forma abaixo.

call-title = Atenda nossa ligação e pressione estas teclas
call-title-pound = Atenda nossa ligação e pressione esta tecla
call-keys = Teclas a pressionar: { $keys }
call-answer = Atenda a ligação. Uma voz diz que é de { $house }.
call-answer-at = Atenda a ligação em <m></m>. Uma voz diz que é de { $house }.
call-press = No teclado do telefone, pressione <b>{ $digits }</b> e depois <b>#</b>.
call-press-pound = No teclado do telefone, pressione <b>#</b>.
call-come-back = Volte aqui. Esta página avança sozinha.
call-text-instead = Receber por SMS
call-not-you = <b>Uma ligação que você não pediu?</b> Pressione 9 e desligue. Quem liga nunca pede sua senha.
call-nothing-arrives = Nenhuma ligação chega se esta conta não estiver habilitada ou cadastrada, ou se o número for diferente. <a>Fale com o administrador</a>.
call-try-again = tentar de novo
call-again-in = · nova ligação em <b>{ $clock }</b>
call-again-open = Você já pode pedir outra ligação
call-over = A ligação terminou
call-queued = Já vamos ligar
call-sent = Ligando para você
call-delivered = Você atendeu. Pressione as teclas agora.
call-delayed = Está demorando mais que o normal
call-failed = Não foi possível ligar. Tente de novo ou escolha outra forma.

call-code-lead = Atenda a ligação em <m></m>. Uma voz diz que é de { $house }. Pressione <b>1</b> para ouvir seus { $digits } algarismos e digite-os aqui.
call-code-delivered = Você atendeu. Pressione 1 para ouvir o código.
call-code-end-nothing-pressed = Abra o teclado durante a ligação e pressione 1 para ouvir o código.
call-code-end-wrong-keys = Na próxima ligação, pressione 1 para ouvir o código.

call-end-busy-title = A linha estava ocupada
call-end-busy = Encerre a outra ligação e tente de novo.
call-end-no-answer-title = Ninguém atendeu
call-end-no-answer = Deixe o telefone por perto e tente de novo.
call-end-nothing-pressed-title = Nenhuma tecla foi pressionada
call-end-nothing-pressed = Abra o teclado durante a ligação e pressione o que esta página mostra.
call-end-wrong-keys-title = Outras teclas foram pressionadas
call-end-wrong-keys = A próxima ligação pede as teclas que esta página mostrar então.
call-end-voicemail-title = Uma máquina atendeu
call-end-voicemail = Atenda você antes da caixa postal e tente de novo.
call-end-refused-title = A ligação foi recusada
call-end-refused = Quem atendeu pressionou 9: “não fui eu”. Se foi você, tente de novo.
call-end-failed-title = Não foi possível ligar
call-end-failed = Tente de novo ou escolha outra forma.
