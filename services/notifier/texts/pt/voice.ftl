# Ligações: frases como são faladas. Nenhum algarismo e nenhum nome além do da organização.

call-hello = Olá. Esta é uma ligação de { $house }.
call-reset = Em { $host }, alguém pediu para redefinir sua senha.
call-registration = Em { $host }, alguém pediu para adicionar este telefone, como forma de redefinir uma senha.
call-match-number = Se foi você, olhe para a página. Pressione os dois algarismos que ela mostra e, depois, a tecla jogo da velha.
call-press-pound = Se foi você, pressione a tecla jogo da velha.
call-read-code = Se foi você, pressione um para ouvir seu código.
call-not-you = Se não foi você, pressione nove.
call-nothing = Nenhuma tecla foi pressionada. Até logo.
call-thanks = Agradecemos. Por favor, olhe para a página. Até logo.
call-not-asked = Essas não são as teclas que pedimos. Por favor, olhe para a página. Até logo.
call-refused = Agradecemos por nos avisar. Até logo.
call-code = Seu código é { $digits }. Mais uma vez: { $digits }. Nunca o diga a ninguém. Até logo.
call-over = Esta ligação não é mais necessária. Por favor, olhe para a página. Até logo.
